using System.Globalization;
using System.Text;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>Names for variables: each what it stands for, none twice, none a word of the language.</summary>
internal sealed class VariableNames
{
    // Reserved words that a name of a balancer or a site may well be, all of them.
    private static readonly HashSet<string> Reserved = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
        + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null "
        + "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static "
        + "string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while "
        + "await async var dynamic value field record required scoped file when where yield nameof args").Split(' '),
        StringComparer.Ordinal);

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>A name that is free.</summary>
    /// <param name="wanted">What it is called in the configuration.</param>
    /// <param name="kind">What it is, in lower case: stands in where the wanted name gives none, or is taken.</param>
    public string Of(string wanted, string kind)
    {
        var name = Camel(wanted);
        if (name.Length == 0)
        {
            name = kind;
        }
        else if (!char.IsAsciiLetter(name[0]) || Reserved.Contains(name) || _used.Contains(name))
        {
            name = kind + char.ToUpperInvariant(name[0]) + name[1..];
        }

        var free = name;
        for (var i = 2; !_used.Add(free); i++)
        {
            free = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }

    // www.example.com is wwwExampleCom. Only ASCII, so that nobody has to tell letters apart.
    private static string Camel(string wanted)
    {
        var name = new StringBuilder();
        var upper = false;
        foreach (var c in wanted)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(upper ? char.ToUpperInvariant(c) : name.Length == 0 ? char.ToLowerInvariant(c) : c);
                upper = false;
            }
            else
            {
                upper = name.Length > 0;
            }
        }

        return name.ToString();
    }
}
