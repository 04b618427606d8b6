using System.Globalization;

namespace Balancing.HttpdConf.Known;

/// <summary>How many arguments httpd takes; it says no more than httpd itself looks at before the module does.</summary>
/// <param name="Least">At least so many.</param>
/// <param name="Most">At most so many.</param>
/// <param name="IsFlag">One argument, On or Off; httpd ignores what follows.</param>
internal readonly record struct KnownForm(int Least, int Most, bool IsFlag)
{
    /// <summary>Reads the words of the tables: <c>flag</c>, <c>1</c>, <c>1-2</c>, <c>1|3</c>, <c>2+</c>, and <c>*</c> for any.</summary>
    public static KnownForm Parse(string text) => text switch
    {
        "flag" => new(1, int.MaxValue, true),
        "*" => new(0, int.MaxValue, false),
        _ => new(text[0] - '0', text[^1] == '+' ? int.MaxValue : text[^1] - '0', false),
    };

    /// <summary>Why httpd refuses the arguments, or empty.</summary>
    public string WrongFor(string name, IReadOnlyList<string> arguments)
    {
        if (IsFlag)
        {
            var isSwitch = arguments.Count > 0 && arguments[0].ToUpperInvariant() is "ON" or "OFF";
            return isSwitch ? "" : $"{name} must be On or Off";
        }

        return arguments.Count >= Least && arguments.Count <= Most ? "" : $"{name} takes {Describe()}, not {arguments.Count}";
    }

    private string Describe() =>
        Most == 0 ? "no arguments"
        : Most == int.MaxValue ? $"{Count(Least)} or more"
        : Least == Most ? Count(Least)
        : $"{Least.ToString(CultureInfo.InvariantCulture)} to {Count(Most)}";

    private static string Count(int count) => count == 1 ? "1 argument" : string.Create(CultureInfo.InvariantCulture, $"{count} arguments");
}
