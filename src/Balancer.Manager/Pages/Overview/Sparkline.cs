using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A small chart of the last minutes. Its numbers stand beside it as text.</summary>
internal static class Sparkline
{
    /// <summary>Pixels between the base line and the greatest value.</summary>
    public const int Top = 14;

    /// <summary>Pixels of the whole height.</summary>
    public const int Height = 16;

    /// <summary>Draws a chart; none of zeros, so that what is there can be seen.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="values">As many values as there are buckets, the oldest first.</param>
    /// <param name="most">The value that reaches the top: the same for all members, so that they can be compared.</param>
    public static void Write(HtmlWriter html, ReadOnlySpan<float> values, float most)
    {
        Span<(int X, int Y)> points = stackalloc (int, int)[MemberSeries.Length];
        var (count, isAny) = (0, values.ContainsAnyExcept(0f));
        for (var i = 0; i < values.Length && isAny; i++)
        {
            var y = HeightOf(values[i], most);
            // Within a level stretch only its ends are needed.
            if (i == 0 || i == values.Length - 1 || y != HeightOf(values[i - 1], most) || y != HeightOf(values[i + 1], most))
            {
                points[count++] = (i, y);
            }
        }

        html.Open(HtmlTag.Svg).Set(HtmlAttribute.Width, MemberSeries.Length).Set(HtmlAttribute.Height, Height).Set(HtmlAttribute.AriaHidden, "true");
        html.Open(HtmlTag.Polyline).SetPoints(points[..count]).Close().Close();
    }

    private static int HeightOf(float value, float most) => most <= 0 || value <= 0 ? Height - 1 : Height - 1 - (int)Math.Round(Math.Min(1, value / most) * Top);
}
