using System.Globalization;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Reads the arguments of a directive, and says what is wrong with them.</summary>
internal static class Arguments
{
    /// <summary>True when the directive has so many arguments.</summary>
    public static bool Has(this ConfigNode node, Import import, int least, int most, string form)
    {
        if (node.Arguments.Count >= least && node.Arguments.Count <= most)
        {
            return true;
        }

        import.Problem(node, $"{node.Label} has the wrong number of arguments ({node.Arguments.Count})", $"Write: {form}");
        return false;
    }

    /// <summary>The value of an On/Off directive, or null after a problem.</summary>
    public static bool? OnOff(this ConfigNode node, Import import)
    {
        if (!node.Has(import, 1, 1, $"{node.Name} On|Off"))
        {
            return null;
        }

        switch (node.Arguments[0].ToLowerInvariant())
        {
            case "on":
                return true;
            case "off":
                return false;
            default:
                import.Problem(node, $"{node.Label} must be On or Off, not '{node.Arguments[0]}'", $"Write: {node.Name} On|Off");
                return null;
        }
    }

    /// <summary>The value of a directive with one whole number, or null after a problem. Strict: no unit, nothing after it (D6).</summary>
    public static int? Number(this ConfigNode node, Import import, int least, int most, string unit)
    {
        var form = $"{node.Name} {least}{(most == int.MaxValue ? " or more" : $" to {most}")}{unit}";
        if (!node.Has(import, 1, 1, form))
        {
            return null;
        }

        if (int.TryParse(node.Arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
        {
            return value;
        }

        import.Problem(node, $"'{node.Arguments[0]}' is not a number that {node.Label} takes", $"Write: {form}");
        return null;
    }

    /// <summary>Splits <c>key=value</c>; null when there is no equals sign or no key.</summary>
    public static KeyValuePair<string, string>? KeyValue(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals <= 0 ? null : new KeyValuePair<string, string>(word[..equals], word[(equals + 1)..]);
    }
}
