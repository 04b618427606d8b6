using System.Globalization;
using System.Text;

namespace Balancing.Manager.Tests.Pages;

/// <summary>Values that were made to break a page.</summary>
internal static class Hostile
{
    /// <summary>The values by name.</summary>
    public static readonly IReadOnlyDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["a script"] = "<script>alert(1)</script>",
        ["an end of a title"] = "</title></textarea></pre></style><img src=x onerror=alert(1)>",
        ["quotes"] = "\" onmouseover=\"alert(1)\" x='y' `z`",
        ["references"] = "&amp;&lt;script&gt;&#x3c;&nbsp;&notit;&",
        ["the end of a section"] = "]]><!-- --> --!> <![CDATA[ <?xml ?>",
        ["UTF-7"] = "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
        ["line separators"] = "a\u2028b\u2029c\u0085d\vx\fy",
        ["another direction"] = "user\u202Egpj.exe\u2066\u2067\u200F",
        ["control characters"] = "\0\u0001\u0008\t\n\r\u001B[31m\u007F\u009B",
        ["halves of pairs"] = "\uD800 \uDC00 \uDBFF\uD83D\uDE00\uDC00 \uFFFE\uFFFF",
        ["a link"] = "javascript:alert(1)//",
        ["other scripts"] = "\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD \uFEFF e\u0301 \U0001F469\u200D\U0001F4BB",
        ["much"] = string.Concat(Enumerable.Repeat("<\"&'>x", 1_700)),
    };

    /// <summary>How people get to see a value in a text.</summary>
    public static string Shown(string value) => Written(value, c => c is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069));

    /// <summary>What comes back of a value in a form.</summary>
    public static string Kept(string value) => Written(value, _ => false);

    private static string Written(string value, Predicate<int> isReplaced)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            text.Append(rune.Value switch
            {
                '\t' or '\n' => rune.ToString(),
                < 0x20 => ((char)(0x2400 + rune.Value)).ToString(CultureInfo.InvariantCulture),
                0x7F => "\u2421",
                (>= 0x80 and <= 0x9F) or 0xFFFE or 0xFFFF => "\uFFFD",
                var other => isReplaced(other) ? "\uFFFD" : rune.ToString(),
            });
        }

        return text.ToString();
    }
}
