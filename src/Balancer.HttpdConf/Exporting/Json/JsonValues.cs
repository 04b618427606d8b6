using System.Collections;
using System.Globalization;

namespace Balancing.HttpdConf.Exporting.Json;

/// <summary>Values as <c>AddBalancing</c> reads them from JSON.</summary>
internal static class JsonValues
{
    /// <summary>The value, or null when JSON cannot say it.</summary>
    public static JsonTree? Of(object? value, out string why)
    {
        why = "";
        switch (value)
        {
            case string text:
                why = "it holds half of a character, which no JSON text can carry";
                return Texts.IsWhole(text) ? new JsonTree.Leaf(JsonTree.Quote(text)) : null;
            case bool flag:
                return new JsonTree.Leaf(flag ? "true" : "false");
            case int number:
                return new JsonTree.Leaf(number.ToString(CultureInfo.InvariantCulture));
            case double number:
                why = "JSON has no such number";
                return double.IsFinite(number) ? new JsonTree.Leaf(number.ToString("R", CultureInfo.InvariantCulture)) : null;
            case TimeSpan time:
                return new JsonTree.Leaf(JsonTree.Quote(Time(time)));
            case Enum word:
                why = "it has no name";
                return Enum.IsDefined(word.GetType(), word) ? new JsonTree.Leaf(JsonTree.Quote(word.ToString())) : null;
            case IEnumerable list:
                return Items(list, out why);
            default:
                why = "it is code";
                return null;
        }
    }

    // 00:00:00.2500000 is a person's 00:00:00.25.
    private static string Time(TimeSpan time)
    {
        var text = time.ToString("c", CultureInfo.InvariantCulture);
        return time.Ticks % TimeSpan.TicksPerSecond == 0 ? text : text.TrimEnd('0');
    }

    private static JsonTree.Items? Items(IEnumerable list, out string why)
    {
        why = "";
        var items = new List<JsonTree>();
        foreach (var item in list)
        {
            if (Of(item ?? "", out why) is not { } tree)
            {
                return null;
            }

            items.Add(tree);
        }

        return new JsonTree.Items(items);
    }
}
