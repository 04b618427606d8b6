namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>
/// Puts a session into a request: one, whole, in one place. How httpd finds a name inside of other names, or takes the first of several,
/// is a known difference (D3).
/// </summary>
internal static class Sessions
{
    public static string Put(Draft draft, string target, List<KeyValuePair<string, string>> headers)
    {
        var chance = draft.Chance;
        if (draft.Balancers.Where(b => b.Session is not null).ToList() is not { Count: > 0 } balancers
            || headers.Any(h => h.Key is "Cookie"))
        {
            return target;
        }

        var balancer = chance.Of<DraftBalancer>(balancers);
        var session = balancer.Session!;
        var route = balancer.Routes.Count > 0 && chance.Percent(85) ? chance.Of(balancer.Routes) : chance.Of("nobody", "r1", "R0");
        var value = session.Separator.Length == 0 ? route : $"s{chance.Next(100)}{session.Separator}{route}";
        if (chance.Percent(65) || draft.TakesRawPaths)
        {
            var cookie = $"{session.Cookie}={value}";
            headers.Add(new("Cookie", chance.Of(cookie, $"a=b; {cookie}", $"{cookie}; z=1", $"a=b; {cookie}; c=d")));
            return target;
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        var isPlain = !target.Contains(';', StringComparison.Ordinal) && !target.AsSpan().ContainsAny("%.") && !target.EndsWith('/') && target.LastIndexOf('/') > 0;
        return chance.Percent(50) && isPlain
            ? query < 0 ? $"{target};{session.Parameter}={value}" : target.Insert(query, $";{session.Parameter}={value}")
            : query < 0 ? $"{target}?{session.Parameter}={value}"
            : $"{target[..query]}?q=1&{session.Parameter}={value}";
    }
}
