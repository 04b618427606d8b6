using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>A <c>&lt;Proxy&gt;</c> section for each balancer.</summary>
internal sealed class HttpdBalancers(HttpdText text, HttpdChecks checks)
{
    private const int LongestColumn = 60;

    private static readonly string[] ServerWide = ["Persist", "Inherit"];

    /// <summary>True for what a server says of all its balancers at once.</summary>
    public static bool IsServerWide(Option<BalancerOptions> option) => ServerWide.Contains(option.Name);

    /// <summary>Writes the balancers of one server, and what holds for all of them.</summary>
    /// <param name="balancers">The balancers.</param>
    /// <param name="place">What the server is called in places, with a colon; empty for the main server.</param>
    /// <param name="isThere">True for a balancer that needs no section. Default: none.</param>
    public void Write(Dictionary<string, BalancerOptions> balancers, string place, Func<string, bool>? isThere = null)
    {
        text.Paragraph();
        foreach (var name in ServerWide)
        {
            ForAll(balancers, BalancerTables.Balancer.Single(option => option.Name == name), place);
        }

        foreach (var (name, options) in balancers.Where(b => isThere?.Invoke(b.Key) != true))
        {
            text.Paragraph();
            Section(name, options, $"{place}Balancers:{name}");
        }
    }

    // mod_proxy_balancer.c: BalancerPersist and BalancerInherit are the server's.
    private void ForAll(Dictionary<string, BalancerOptions> balancers, Option<BalancerOptions> option, string place)
    {
        var said = balancers.Where(b => option.Said(b.Value) is not null).ToList();
        if (said.Count > 0 && said.Count == balancers.Count)
        {
            text.Directive("", option.Word, (bool)option.Said(said[0].Value)! ? "On" : "Off");
            return;
        }

        foreach (var (name, _) in said)
        {
            text.Lose($"{place}Balancers:{name}:{option.Name}", $"{option.Word} holds for all balancers of a server, and others here say the opposite");
        }
    }

    private void Section(string name, BalancerOptions options, string place)
    {
        var url = $"balancer://{name}";
        if (!HttpdWords.CanSay(url, out var why))
        {
            text.Lose(place, why);
            return;
        }

        text.Open("Proxy", HttpdWords.Quote(url));
        var members = Members(options, place);
        var column = members.Select(m => m.Url.Length).Where(length => length <= LongestColumn).DefaultIfEmpty().Max();
        foreach (var (member, words) in members)
        {
            text.Quoted(place, "BalancerMember", words.Count == 0 ? [member] : [member.PadRight(column), .. words]);
        }

        var settings = Settings(options, place);
        if (members.Count + settings.Count == 0)
        {
            settings.Add("lbmethod=byrequests"); // a section alone defines nothing
        }

        text.Wrapped("ProxySet", settings);
        text.Close();
    }

    private List<(string Url, List<string> Words)> Members(BalancerOptions options, string place)
    {
        var members = new List<(string, List<string>)>();
        var templates = checks.NamesOf(options, place);
        for (var i = 0; i < options.Members.Count; i++)
        {
            var at = $"{place}:Members:{i}";
            if (Url(options.Members[i], at) is { } url)
            {
                members.Add((HttpdWords.Quote(url), HttpdParametersOf.Member(text, checks, options.Members[i], templates, at)));
            }
        }

        return members;
    }

    private string? Url(MemberOptions member, string place)
    {
        var url = member.UnixSocket is { } socket ? $"unix:{socket}|{member.Url}" : member.Url;
        if (member.Attached is not null)
        {
            var isUrl = MemberUrl.TryParse(url, out _, out _);
            text.Lose($"{place}:Attached", isUrl
                ? "what code attached to the member is no text"
                : $"the member '{url}' stands for an object, and httpd's members are URLs; it is left out");
            if (!isUrl)
            {
                return null;
            }
        }

        if (url.Contains('=', StringComparison.Ordinal))
        {
            text.Lose(place, "httpd takes a URL with '=' for a parameter; the member is left out"); // mod_proxy.c: add_member
            return null;
        }

        if (HttpdWords.CanSay(url, out var why))
        {
            return url;
        }

        text.Lose(place, $"{why}; the member is left out");
        return null;
    }

    private List<string> Settings(BalancerOptions options, string place)
    {
        var table = BalancerTables.Balancer.Where(option => !IsServerWide(option));
        if (options.Method is not null || BalancerServices.Default.Methods.Find(options.LbMethod ?? "byrequests") is null)
        {
            text.Lose($"{place}:{(options.Method is null ? "LbMethod" : "Method")}", $"httpd has no method '{options.LbMethod}'; byrequests stands here");
            table = table.Where(option => option.Word != "lbmethod");
        }

        foreach (var (part, values) in ProtectionTables.Said(options.Protection))
        {
            text.Lose($"{place}:Protection:{part}", $"httpd has no such protection{values}");
        }

        for (var i = 0; i < options.ProxySet.Count; i++)
        {
            text.Lose($"{place}:ProxySet:{i}", "the text cannot be read");
        }

        var words = HttpdParametersOf.Words(text, options, table, HttpdParameters.ApplyToBalancer, place);
        if (string.IsNullOrEmpty(options.StickySession) && options.StickyCookie?.Name is { } cookie && HttpdWords.CanSay(cookie, out _))
        {
            words.Insert(0, HttpdWords.Quote($"stickysession={cookie}")); // the cookie we issue is the one we look for
        }

        return words;
    }
}
