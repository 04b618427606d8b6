using System.Globalization;

namespace Balancing;

/// <summary>The kinds of values that httpd's parameters have (mod_proxy.c: set_worker_param, set_balancer_param).</summary>
internal static class Kinds
{
    /// <summary>httpd compares without case and takes nothing else: not 1, not true.</summary>
    public static Kind<bool> OnOff { get; } = new("On or Off", "", ReadOnOff, _ => true, v => v ? "On" : "Off");

    /// <summary>Load factor. The truncated hundredths decide, so 100.001 is allowed and 0.999 is not.</summary>
    public static Kind<double> Factor { get; } = new(
        "a number", "1 to 100", ReadDouble, v => Hundredths(v) is >= 100 and <= 10_000, v => v.ToString(CultureInfo.InvariantCulture));

    /// <summary>Status letters; read as httpd does when they are applied.</summary>
    public static Kind<string> Status { get; } = Text("letters of I N D S E H R C, each with an optional + or -", IsStatus);

    /// <summary>A separator of session and route.</summary>
    public static Kind<string> Separator { get; } = Text("one printable character, or Off", IsSeparator);

    /// <summary><c>COOKIE</c> or <c>COOKIE|parameter</c>, or nothing for no stickiness (D3).</summary>
    public static Kind<string> StickyName { get; } = Text(
        "a name, or COOKIE|parameter, each of 1 to 63 characters without white space, ';', ',' or '='", IsStickyName);

    /// <summary>httpd: (int)(atof(value) * 100), with binary doubles and all: 1.999 gives 199 and 1.15 gives 114.</summary>
    public static int Hundredths(double value) => (int)(value * 100.0);

    public static Kind<int> Whole(int min, int max = int.MaxValue) => new(
        "a whole number", max == int.MaxValue ? $"{min} or more" : $"{min} to {max}", ReadWhole, v => v >= min && v <= max, Number);

    /// <summary>0 for the default, or at least <paramref name="min"/>.</summary>
    public static Kind<int> ZeroOrFrom(int min) => new("a whole number", $"0 or at least {min}", ReadWhole, v => v == 0 || v >= min, Number);

    public static Kind<string> Text(string range, Func<string, bool> allows) => new("", range, ReadText, allows, Kind<string>.Quote);

    public static Kind<string> ShortText(int max, bool hidden = false) => new(
        "", $"at most {max} characters without control characters", ReadText, v => v.Length <= max && !Characters.AnyControl(v), Kind<string>.Quote)
    {
        Hidden = hidden,
    };

    /// <summary>Protocols that may be tunnelled (mod_proxy.c: set_worker_param). h2c and TLS are none: what follows would be requests nobody checks (R38).</summary>
    public static Kind<string> Upgrade { get; } = Text(
        "at most 15 characters without control characters: protocols with commas between them, ANY or NONE; not h2c, not TLS", IsUpgrade);

    /// <summary>A route name: what a cookie or a path parameter can carry.</summary>
    public static Kind<string> Route { get; } = Text(
        "at most 63 characters without white space, ';' or ','", v => v.Length <= 63 && !v.Any(c => c is <= ' ' or '\x7f' or ';' or ','));

    public static Kind<List<int>> Codes(int min, int max) => new(
        "", $"numbers from {min} to {max}, separated by commas", ReadCodes,
        v => v.TrueForAll(code => code >= min && code <= max), v => string.Join(", ", v.Where(code => code < min || code > max)));

    public static Kind<T> Choice<T>(params (string Word, T Value)[] words)
        where T : struct, Enum => new(
        $"one of {string.Join(", ", words.Select(word => word.Word))}", "",
        (string text, out T value) =>
        {
            var known = Array.FindIndex(words, word => word.Word.Equals(text, StringComparison.OrdinalIgnoreCase));
            value = known < 0 ? default : words[known].Value;
            return known >= 0;
        },
        v => Array.Exists(words, word => EqualityComparer<T>.Default.Equals(word.Value, v)), v => v.ToString());

    private static bool IsUpgrade(string text) =>
        text.Length <= 15 && !Characters.AnyControl(text)
        && !text.Split(',', StringSplitOptions.TrimEntries).Any(p => p.Equals("h2c", StringComparison.OrdinalIgnoreCase) || p.StartsWith("TLS", StringComparison.OrdinalIgnoreCase));

    private static bool ReadOnOff(string text, out bool value)
    {
        value = text.Equals("on", StringComparison.OrdinalIgnoreCase);
        return value || text.Equals("off", StringComparison.OrdinalIgnoreCase);
    }

    private static bool ReadWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool ReadDouble(string text, out double value) => double.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    private static bool ReadText(string text, out string value)
    {
        value = text;
        return true;
    }

    private static bool ReadCodes(string text, out List<int> value)
    {
        value = [];
        foreach (var word in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ReadWhole(word, out var code))
            {
                return false;
            }

            value.Add(code);
        }

        return value.Count > 0;
    }

    private static bool IsStatus(string text)
    {
        var status = MemberStatus.None;
        return StatusText.TryApply(text, ref status, out _);
    }

    private static bool IsSeparator(string text) =>
        text.Length == 1 ? text[0] is > ' ' and <= '~' : text.Equals("off", StringComparison.OrdinalIgnoreCase);

    private static bool IsStickyName(string text) =>
        text.Length == 0 || (text.Count(c => c == '|') <= 1
            && Array.TrueForAll(text.Split('|'), name => name.Length is >= 1 and <= 63 && !name.Any(c => c is <= ' ' or '\x7f' or ';' or ',' or '=')));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
