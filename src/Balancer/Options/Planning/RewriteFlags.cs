using System.Globalization;

namespace Balancing;

/// <summary>Reads the flags of a RewriteRule (mod_rewrite.c: cmd_parseflagfield, cmd_rewriterule_setflag).</summary>
internal sealed class RewriteFlags(Place place)
{
    private const string Word = "RewriteRule";

    // R29. httpd lets 10000 rounds pass, or N=number.
    private const int DefaultRounds = 10;
    private const int MostRounds = 1000;

    private static readonly Dictionary<string, string> LongNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["backrefescaping"] = "B",
        ["backrefnoplus"] = "BNP",
        ["chain"] = "C",
        ["cookie"] = "CO",
        ["discardpath"] = "DPI",
        ["env"] = "E",
        ["forbidden"] = "F",
        ["gone"] = "G",
        ["handler"] = "H",
        ["last"] = "L",
        ["next"] = "N",
        ["nocase"] = "NC",
        ["noescape"] = "NE",
        ["nosubreq"] = "NS",
        ["proxy"] = "P",
        ["passthrough"] = "PT",
        ["qsappend"] = "QSA",
        ["qsdiscard"] = "QSD",
        ["qslast"] = "QSL",
        ["redirect"] = "R",
        ["skip"] = "S",
        ["type"] = "T",
    };

    /// <summary>The flags of a text, as name in upper case and value; null: no <c>=</c>. Brackets around the text are taken off.</summary>
    public static IEnumerable<(string Name, string? Value)> Split(string text, IReadOnlyDictionary<string, string> longNames)
    {
        text = text.Trim();
        if (text.StartsWith('[') && text.EndsWith(']')) text = text[1..^1];
        if (text.Length == 0) yield break;
        foreach (var part in text.Split(','))
        {
            var flag = part.Trim();
            var sign = flag.IndexOf('=', StringComparison.Ordinal);
            var name = sign < 0 ? flag : flag[..sign];
            yield return (longNames.TryGetValue(name, out var known) ? known : name.ToUpperInvariant(), sign < 0 ? null : flag[(sign + 1)..]);
        }
    }

    /// <summary>The rule with its flags. What is wrong with them is reported.</summary>
    public RewriteRulePlan Read(RewriteRulePlan plan, string text)
    {
        foreach (var (name, value) in Split(text, LongNames)) plan = Read(plan, name, value);
        if (plan.Proxy && plan.Redirect > 0) place.Add("P and R exclude each other", "Remove one of them", Word);
        return plan;
    }

    private RewriteRulePlan Read(RewriteRulePlan plan, string name, string? value) => name switch
    {
        "P" => plan with { Proxy = true },
        "PT" => plan with { PassThrough = true },
        "L" or "END" => plan with { Last = true },
        "NE" => plan with { NoEscape = true },
        "NC" => plan with { NoCase = true },
        "F" => plan with { Forbidden = true },
        "G" => plan with { Gone = true },
        "QSA" => plan with { QueryAppend = true },
        "QSD" => plan with { QueryDiscard = true },
        "QSL" => plan with { QueryLast = true },
        "B" => plan with { EscapeCaptures = value ?? "" },
        "BNE" => plan with { EscapeCaptures = plan.EscapeCaptures ?? "", KeepInCaptures = value ?? "" },
        "BNP" => plan with { NoPlus = true },
        "C" => plan with { Chain = true },
        "S" => plan with { Skip = Number(name, value, 0, int.MaxValue, null) },
        "N" => plan with { Rounds = Number(name, value, 1, MostRounds, DefaultRounds) },
        "E" => Variable(plan, value ?? ""),
        "R" => Redirect(plan, value ?? ""),

        // What these stand for does not exist here, or is never done: sub-requests, path information, files, bare controls, a ? of a capture.
        "NS" or "DPI" or "BCTLS" or "UNC" or "UNSAFEALLOW3F" or "UNSAFEPREFIXSTAT" => plan,
        _ => Unknown(plan, name),
    };

    private RewriteRulePlan Unknown(RewriteRulePlan plan, string name)
    {
        var (cause, remedy) = name switch
        {
            "H" => ("H sets a handler, and there are no handlers here", "Remove it, or add the flag P and a target"),
            "T" => ("T sets the type of a local file, and there are no files here", "Set Content-Type with a rule of Header"),
            "CO" => ("CO sets a cookie, which a rule of Header does here", "Use E=NAME:value, and a rule of Header that adds Set-Cookie with %{NAME}e where NAME is set"),
            "" => ("a flag is empty", "Remove the comma, or all of the flags"),
            _ => ($"unknown flag {Kind<string>.Quote(name)}",
                "Use P, PT, R, F, G, L, END, C, S, N, E, NC, NE, B, BNE, BNP, BCTLS, QSA, QSD, QSL, DPI, NS, UNC, UnsafeAllow3F or UnsafePrefixStat"),
        };
        place.Add(cause, remedy, Word);
        return plan;
    }

    private int Number(string flag, string? value, int least, int most, int? missing)
    {
        if (value is null && missing is { } otherwise) return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        var range = most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
        place.Add($"{flag} cannot be {Kind<string>.Quote(value ?? "")}", $"Use {flag}=number, {range}", Word);
        return 0;
    }

    private RewriteRulePlan Variable(RewriteRulePlan plan, string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var unset = value.StartsWith('!');
        var name = unset ? value[1..] : colon < 0 ? value : value[..colon];
        var text = unset ? null : colon < 0 ? "" : value[(colon + 1)..];
        if (name.Length == 0 || Characters.AnyControlOrSpace(name) || Characters.AnyControl(text ?? ""))
            place.Add($"E={value} sets no variable", "Write E=NAME:value, E=NAME or E=!NAME", Word);
        if (text is not null) RewriteReferences.Check(text, place, Word);
        return plan with { Variables = [.. plan.Variables, new(name, text)] };
    }

    private RewriteRulePlan Redirect(RewriteRulePlan plan, string value)
    {
        var status = value.ToUpperInvariant() switch { "" or "TEMP" => 302, "PERMANENT" => 301, "SEEOTHER" => 303, _ => 0 };
        if (status == 0 && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 200 and <= 599))
        {
            place.Add($"R cannot be {Kind<string>.Quote(value)}", "Use permanent, temp, seeother, or a code from 200 to 599", Word);
            return plan;
        }

        if (status is >= 300 and <= 399 and not (300 or 301 or 302 or 303 or 307 or 308))
            place.Add($"R={status} is no redirect that a client follows", "Use 301, 302, 303, 307 or 308", Word);
        return status is >= 300 and <= 399 ? plan with { Redirect = status } : plan with { Status = status };
    }
}
