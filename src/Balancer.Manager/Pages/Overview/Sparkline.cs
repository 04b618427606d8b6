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
        var count = values.ContainsAnyExcept(0f) ? PointsOf(values, most, points) : 0;
        html.Open(HtmlTag.Svg).Set(HtmlAttribute.Width, MemberSeries.Length).Set(HtmlAttribute.Height, Height).Set(HtmlAttribute.AriaHidden, "true");
        html.Open(HtmlTag.Polyline).SetPoints(points[..count]).Close().Close();
    }

    // Within a level stretch only its ends are needed.
    private static int PointsOf(ReadOnlySpan<float> values, float most, Span<(int X, int Y)> points)
    {
        var (count, before, y) = (0, -1, HeightOf(values[0], most));
        for (var i = 0; i < values.Length; i++)
        {
            var after = i + 1 < values.Length ? HeightOf(values[i + 1], most) : -1;
            if (y != before || y != after)
            {
                points[count++] = (i, y);
            }

            (before, y) = (y, after);
        }

        return count;
    }

    private static int HeightOf(float value, float most) => value <= 0 ? Height - 1 : Height - 1 - (int)((Math.Min(1, value / most) * Top) + 0.5f);
}
