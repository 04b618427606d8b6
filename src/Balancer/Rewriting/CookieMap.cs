using System.Buffers;

namespace Balancing.Rewriting;

/// <summary>
/// Path and Domain of the cookies that backends set (httpd: ap_proxy_cookie_reverse_map), by whole segments and whole
/// names (D15). The value is replaced whole, and only the last attribute of each name counts, as in httpd.
/// </summary>
internal sealed class CookieMap
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\v\f");

    private readonly IReadOnlyList<CookieRulePlan> _paths;
    private readonly IReadOnlyList<CookieRulePlan> _domains;
    private readonly bool _interpolate;

    private CookieMap(IReadOnlyList<CookieRulePlan> paths, IReadOnlyList<CookieRulePlan> domains, bool interpolate)
    {
        _paths = paths;
        _domains = domains;
        _interpolate = interpolate;
    }

    /// <summary>The cookie rules of a site.</summary>
    public static CookieMap Of(SitePlan plan) => new(plan.CookiePaths, plan.CookieDomains, plan.InterpolateEnv);

    /// <summary>A Set-Cookie value as clients shall see it; the same instance when nothing changes. One pass (R35).</summary>
    public string Rewrite(string value, IReadOnlyDictionary<string, string>? env)
    {
        if (_paths.Count == 0 && _domains.Count == 0)
        {
            return value;
        }

        var (path, domain) = Attributes(value);
        var newPath = Replacement(_paths, value.AsSpan()[path], isPath: true, env);
        var newDomain = Replacement(_domains, value.AsSpan()[domain], isPath: false, env);
        return path.Start.Value > domain.Start.Value
            ? Replace(Replace(value, path, newPath), domain, newDomain)
            : Replace(Replace(value, domain, newDomain), path, newPath);
    }

    // The first pair counts too: httpd does not tell the cookie itself from its attributes. Recorded.
    private static (Range Path, Range Domain) Attributes(string value)
    {
        Range path = default, domain = default;
        for (var at = 0; at < value.Length;)
        {
            var end = value.IndexOf(';', at);
            end = end < 0 ? value.Length : end;
            var pair = value.AsSpan(at, end - at);
            var start = end - pair.TrimStart(" \t\r\n\v\f").Length;
            if (value.AsSpan(start, end - start).StartsWith("path=", StringComparison.OrdinalIgnoreCase))
            {
                path = (start + 5)..end;
            }
            else if (value.AsSpan(start, end - start).StartsWith("domain=", StringComparison.OrdinalIgnoreCase))
            {
                domain = (start + 7)..end;
            }

            at = end + 1;
        }

        return (path, domain);
    }

    private string? Replacement(
        IReadOnlyList<CookieRulePlan> rules, ReadOnlySpan<char> value, bool isPath, IReadOnlyDictionary<string, string>? env)
    {
        value = value[..(value.LastIndexOfAnyExcept(Blanks) + 1)];
        for (var i = 0; i < rules.Count && !value.IsEmpty; i++)
        {
            var rule = rules[i];
            var variable = rule.Interpolate && _interpolate;
            var from = variable ? Interpolation.Expand(rule.From, env) : rule.From;
            if (isPath ? IsPathBelow(value, from) : value.Equals(from, StringComparison.OrdinalIgnoreCase))
            {
                var to = variable ? Interpolation.Expand(rule.To, env) : rule.To;
                return IsAttribute(to) ? to : null;
            }
        }

        return null;
    }

    private static bool IsPathBelow(ReadOnlySpan<char> value, string from) =>
        from.Length > 0 && value.StartsWith(from, StringComparison.Ordinal)
        && (value.Length == from.Length || from[^1] == '/' || value[from.Length] == '/');

    // A variable must not end the attribute and start another one (R15).
    private static bool IsAttribute(string to) =>
        to.Length <= FieldText.MaxLength && FieldText.IsValue(to) && !to.Contains(';', StringComparison.Ordinal);

    private static string Replace(string value, Range range, string? with) =>
        with is null ? value : string.Concat(value.AsSpan(0, range.Start.Value), with, value.AsSpan(range.End.Value));
}
