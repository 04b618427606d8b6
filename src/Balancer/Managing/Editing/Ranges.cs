using System.Globalization;

namespace Balancing.Managing;

/// <summary>What a field may hold, as its word says.</summary>
internal static class Ranges
{
    private static readonly Dictionary<string, EditWord> Words =
        EditWords.OfMember.Concat(EditWords.OfBalancer).ToDictionary(w => w.Word, StringComparer.Ordinal);

    /// <summary>True for a number in range; else the problem is noted.</summary>
    public static bool Holds(Draft draft, string member, string word, double value)
    {
        var entry = Words[word];
        if (value >= entry.Least && value <= entry.Most)
        {
            return true;
        }

        var range = string.Create(CultureInfo.InvariantCulture, $"{entry.Least} to {entry.Most}{(entry.Unit.Length == 0 ? "" : " " + entry.Unit)}");
        draft.Problem(PlaceOf(member, entry), string.Create(CultureInfo.InvariantCulture, $"{value} is not within {range}"), $"Use a value of {range}", word);
        return false;
    }

    /// <summary>True for a text that the field can hold; else the problem is noted.</summary>
    public static bool HoldsText(Draft draft, string member, string word, string text)
    {
        var entry = Words[word];
        var (can, range) = word switch
        {
            "w_wr" or "w_rr" => (IsRoute(text, draft.Plan.Stickiness?.Cookie is not null), "characters that a cookie can carry"),
            "w_he" => (!text.Any(char.IsControl), "characters, and none that controls"),
            _ => (!text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ';' or ',' or '='), "characters without white space, ';', ',' and '='"),
        };
        if (can && (entry.Most == 0 || text.Length <= entry.Most))
        {
            return true;
        }

        var most = entry.Most == 0 ? range : string.Create(CultureInfo.InvariantCulture, $"at most {entry.Most} {range}");
        draft.Problem(PlaceOf(member, entry), "the text cannot be used", $"Use {most}", word);
        return false;
    }

    // One that we put into a cookie of our own must be a cookie's value (R46).
    private static bool IsRoute(string text, bool isIssued) =>
        !text.Any(c => c is <= ' ' or '\x7f' or ';' or ',' || (isIssued && c is > '~' or '"' or '\\'));

    private static string PlaceOf(string member, EditWord word) => member.Length == 0 ? word.Setting : $"{member} {word.Setting}";
}
