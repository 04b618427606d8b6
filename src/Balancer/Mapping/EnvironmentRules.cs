using System.Text;
using System.Text.RegularExpressions;

namespace Balancing.Mapping;

/// <summary>
/// Variables set from the request (mod_setenvif.c: match_headers). Request_URI is the canonical path, not the raw one as in
/// httpd: what switches the proxy off must not be dodged by another spelling (R20, D18).
/// </summary>
internal sealed class EnvironmentRules
{
    private readonly SetEnvIfPlan[] _plans;
    private readonly PathPattern[] _patterns;

    public EnvironmentRules(IReadOnlyList<SetEnvIfPlan> plans)
    {
        _plans = [.. plans];
        _patterns = new PathPattern[_plans.Length];
        for (var i = 0; i < _plans.Length; i++) _patterns[i] = PathPattern.Create(_plans[i].Pattern, _plans[i].IgnoreCase);
    }

    /// <summary>Adds to the request's environment. The result is what went wrong, or null.</summary>
    public Refusal? Apply(in RequestFacts facts, in PathText path, ref IReadOnlyDictionary<string, string>? environment)
    {
        Dictionary<string, string>? changed = null;
        for (var i = 0; i < _plans.Length; i++)
        {
            var value = Value(_plans[i].Attribute, facts, path, changed ?? environment);
            var answer = _patterns[i].Match(value, value.Length, out var match);
            if (answer == PatternAnswer.TimedOut) return Refusals.PatternTimeout;
            if (answer == PatternAnswer.No) continue;
            changed ??= environment is null ? new(StringComparer.Ordinal) : new(environment, StringComparer.Ordinal);
            foreach (var (name, text) in _plans[i].Variables)
            {
                if (text is null) changed.Remove(name);
                else changed[name] = Substitute(text, match);
            }
        }

        environment = changed ?? environment;
        return null;
    }

    // A header or variable that is missing reads as an empty text, so that ^$ finds it.
    private static string Value(string attribute, in RequestFacts facts, in PathText path, IReadOnlyDictionary<string, string>? environment)
    {
        if (Is(attribute, "Request_URI")) return path.Span.ToString();
        if (Is(attribute, "Request_Method")) return facts.Method;
        if (Is(attribute, "Host")) return facts.Host ?? "";
        if (Is(attribute, "Cookie")) return facts.CookieHeader ?? "";
        if (!Is(attribute, "Remote_Addr")) return environment?.GetValueOrDefault(attribute) ?? "";
        var client = facts.ClientAddress;
        return (client is { IsIPv4MappedToIPv6: true } ? client.MapToIPv4() : client)?.ToString() ?? "";
    }

    private static bool Is(string attribute, string name) => string.Equals(attribute, name, StringComparison.OrdinalIgnoreCase);

    private static string Substitute(string text, Match match)
    {
        if (!text.AsSpan().ContainsAny('$', '\\')) return text;
        var to = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var more = i + 1 < text.Length;
            if (text[i] == '\\' && more) to.Append(text[++i]);
            else if (text[i] == '$' && more && char.IsAsciiDigit(text[i + 1])) to.Append(match.Groups[text[++i] - '0'].ValueSpan);
            else to.Append(text[i]);
        }

        return to.ToString();
    }
}
