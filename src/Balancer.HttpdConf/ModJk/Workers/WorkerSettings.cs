using System.Globalization;

namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// The properties of one worker, read strictly (D6): mod_jk takes <c>60x</c> for 60 and <c>maybe</c> for the default; here both
/// are problems.
/// </summary>
internal sealed class WorkerSettings(JkProperties properties, JkReport report, string worker)
{
    public string Worker { get; } = worker;

    public JkSetting? Find(string property) => properties.Find(Worker, property);

    public string? Text(string property) => Find(property)?.Value;

    /// <summary>A whole number, perhaps with k or m behind it (jk_map.c: jk_map_get_int); null when it is not said or wrong.</summary>
    public int? Number(string property, int min = 0, int max = int.MaxValue)
    {
        if (Find(property) is not { } setting)
        {
            return null;
        }

        var text = setting.Value;
        var unit = text[^1] switch { 'k' or 'K' => 1024L, 'm' or 'M' => 1024L * 1024, _ => 1L };
        var digits = unit == 1 ? text : text[..^1];
        if (int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number * unit >= min && number * unit <= max)
        {
            return (int)(number * unit);
        }

        Problem(property, $"{property} cannot be '{JkText.Shown(text)}'", $"Use a whole number{Range(min, max)}");
        return null;
    }

    /// <summary>A time of so many units; zero means none, and so does a negative number, as mod_jk takes it.</summary>
    public TimeSpan? Time(string property, TimeSpan unit) =>
        Number(property, min: -1) is { } number ? number > 0 ? number * unit : TimeSpan.Zero : null;

    /// <summary>jk_util.c: jk_get_bool_code, but what it does not know is a problem.</summary>
    public bool? Flag(string property)
    {
        if (Find(property) is not { } setting)
        {
            return null;
        }

        var text = setting.Value.ToLowerInvariant();
        if (text is "0" or "off" || text[0] is 'f' or 'n')
        {
            return false;
        }

        if (text is "1" or "on" || text[0] is 't' or 'y')
        {
            return true;
        }

        Problem(property, $"{property} cannot be '{JkText.Shown(setting.Value)}'", "Use true or false");
        return null;
    }

    /// <summary>The first letter decides, as the words of mod_jk go; the digits are its old numbers for them.</summary>
    public char? Letter(string property, string letters, string remedy)
    {
        if (Find(property) is not { } setting)
        {
            return null;
        }

        var first = char.ToUpperInvariant(setting.Value[0]);
        var digit = first - '0';
        if (digit >= 0 && digit < letters.Length)
        {
            return letters[digit];
        }

        if (letters.Contains(first, StringComparison.Ordinal))
        {
            return first;
        }

        Problem(property, $"{property} cannot be '{JkText.Shown(setting.Value)}'", remedy);
        return null;
    }

    public void Judge(string property, JkVerdict verdict, string became) => Find(property)?.Judge(verdict, became);

    public void Applied(string property, string became) => Judge(property, JkVerdict.Applied, became);

    public void Approximated(string property, string became) => Judge(property, JkVerdict.Approximated, became);

    public void Problem(string property, string cause, string remedy)
    {
        if (Find(property) is { } setting && setting.Line.Verdict != JkVerdict.Refused)
        {
            report.Problem(setting.Line, cause, remedy);
        }
    }

    /// <summary>Takes over what the options themselves say is wrong with a value.</summary>
    public bool Takes(string property, IReadOnlyList<ConfigurationProblem> found)
    {
        if (found.Count > 0)
        {
            Problem(property, found[0].Cause, found[0].Remedy);
        }

        return found.Count == 0;
    }

    /// <summary>A time as httpd writes it.</summary>
    public static string Show(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");

    private static string Range(int min, int max) =>
        min == int.MinValue ? "" : max == int.MaxValue ? $", {min} or more" : string.Create(CultureInfo.InvariantCulture, $", {min} to {max}");
}
