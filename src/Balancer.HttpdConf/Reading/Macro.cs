using System.Text;

namespace Balancing.HttpdConf.Reading;

/// <summary>One macro (mod_macro): its lines, with parameters that are replaced as text wherever they occur.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Parameters">Names with their sign: <c>$host</c>, <c>%port</c>, <c>@path</c>.</param>
/// <param name="Lines">What it holds.</param>
/// <param name="Place">Where it is defined.</param>
internal sealed record Macro(string Name, IReadOnlyList<string> Parameters, IReadOnlyList<ConfigLine> Lines, ConfigPlace Place)
{
    // Where two parameters begin alike the longer one is meant.
    private readonly ILookup<char, (string Name, int Index)> _byFirst = Parameters.Select((name, index) => (Name: name, Index: index))
        .OrderByDescending(parameter => parameter.Name.Length).ToLookup(parameter => parameter.Name[0]);

    /// <summary>The lines with values for the parameters.</summary>
    /// <param name="values">One value for each parameter.</param>
    /// <param name="usedAt">Where it is used.</param>
    /// <param name="allowance">What the text may still cause.</param>
    /// <returns>The lines, or null when the allowance is used up.</returns>
    public List<ConfigLine>? Expand(IReadOnlyList<string> values, ConfigPlace usedAt, Allowance allowance)
    {
        var lines = new List<ConfigLine>(Lines.Count);
        foreach (var line in Lines)
        {
            if (!allowance.Expand(Allowance.PerLine) || Replace(line.Text, values, allowance) is not { } text)
            {
                return null;
            }

            lines.Add(new ConfigLine(text, line.Place with { UsedAt = usedAt }));
        }

        return lines;
    }

    private string? Replace(string line, IReadOnlyList<string> values, Allowance allowance)
    {
        var text = new StringBuilder(line.Length);
        var at = 0;
        while (at < line.Length)
        {
            var parameter = Find(line, at, out var work);
            var length = text.Length;
            if (parameter < 0)
            {
                text.Append(line[at++]);
            }
            else
            {
                Append(text, Parameters[parameter][0], values[parameter]);
                at += Parameters[parameter].Length;
            }

            if (!allowance.Expand(work + text.Length - length))
            {
                return null;
            }
        }

        return text.ToString();
    }

    private int Find(string line, int at, out int work)
    {
        work = 0;
        foreach (var (name, index) in _byFirst[line[at]])
        {
            work += name.Length;
            if (string.CompareOrdinal(line, at, name, 0, name.Length) == 0)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The value of an <c>@</c> parameter arrives as one quoted word.</summary>
    private static void Append(StringBuilder text, char sign, string value)
    {
        if (sign != '@')
        {
            text.Append(value);
            return;
        }

        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c is '"' or '\\' ? "\\" : "").Append(c);
        }

        text.Append('"');
    }
}
