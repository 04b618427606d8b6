using Balancing.HttpdConf.Exporting.Tables;
using Microsoft.Extensions.Configuration;

namespace Balancing.HttpdConf.Exporting.Json;

/// <summary>Writes JSON in the shape that <c>AddBalancing</c> reads.</summary>
internal sealed class JsonExport
{
    private const string Root = "Balancing";

    private readonly Losses _losses = new();

    public static ExportResult Write(BalancingOptions options)
    {
        var export = new JsonExport();
        var all = new JsonTree.Parts(isBroken: true);
        export.Texts(all, "Listen", "", options.Listen);
        export.Value(all, "HealthChecksAtOnce", "", options.HealthChecksAtOnce);
        export.Value(all, "StateDirectory", "", options.StateDirectory);
        export.Map(all, "HealthCheckTemplates", "", options.HealthCheckTemplates, export.Template);
        export.Map(all, "Balancers", "", options.Balancers, export.Balancer);
        export.Map(all, "Sites", "", options.Sites, export.Site);
        export.CheckOrder(options.Sites.Keys);
        var root = new JsonTree.Parts(isBroken: true);
        root.Add(Root, all);
        return new ExportResult(root.Write(), export._losses.All);
    }

    // Names of an object are read in the order of the alphabet, and of sites at one address the first answers for every other Host.
    private void CheckOrder(IEnumerable<string> sites)
    {
        string[] names = [.. sites];
        if (!names.SequenceEqual(names.Order(Comparer<string>.Create(ConfigurationKeyComparer.Instance.Compare)), StringComparer.Ordinal))
        {
            _losses.Add("Sites", "they are read in the order of their names, so another one answers where no name matches");
        }
    }

    private JsonTree.Parts Balancer(BalancerOptions options, string place)
    {
        var parts = Values(options, BalancerTables.Balancer, place, new JsonTree.Parts(isBroken: true));
        if (options.Method is { } method)
        {
            _losses.Add($"{place}:Method", $"the method '{method.Name}' is code: register it under this name");
        }

        if (options.StickyCookie is { } cookie)
        {
            parts.Add("StickyCookie", Cookie(cookie, options, $"{place}:StickyCookie"));
        }

        if (options.Protection is { } protection && Protection(protection, $"{place}:Protection") is { IsEmpty: false } said)
        {
            parts.Add("Protection", said);
        }

        Texts(parts, "ProxySet", place, options.ProxySet);
        Map(parts, "HealthCheckTemplates", place, options.HealthCheckTemplates, Template);
        Each(parts, "Members", place, options.Members, (member, at) =>
        {
            var head = new JsonTree.Parts();
            Value(head, "Url", at, member.Url);
            return Member(member, at, head);
        });
        return parts;
    }

    private JsonTree.Parts Cookie(StickyCookieOptions options, BalancerOptions balancer, string place)
    {
        // An object with nothing in it is not read, so the name is said when nothing else is.
        var name = options.Name ?? (BalancerTables.Cookie.AnySaid(options) ? null : balancer.StickySession?.Split('|')[0]);
        var parts = new JsonTree.Parts();
        if (name is not null)
        {
            Value(parts, "Name", place, name);
        }

        return Values(options, BalancerTables.Cookie, place, parts);
    }

    private JsonTree.Parts Protection(ProtectionOptions options, string place)
    {
        var parts = Values(options, ProtectionTables.Protection, place, new JsonTree.Parts());
        if (options.EjectOutliers is { } outliers)
        {
            parts.Add("EjectOutliers", Filled(outliers, ProtectionTables.Outliers, $"{place}:EjectOutliers"));
        }

        if (options.RetryBudget is { } budget)
        {
            parts.Add("RetryBudget", Filled(budget, ProtectionTables.RetryBudget, $"{place}:RetryBudget"));
        }

        return parts;
    }

    // An object with nothing in it is not read, so its first number is said when no other is.
    private JsonTree.Parts Filled<T>(T options, Option<T>[] table, string place)
    {
        var parts = Values(options, table, place, new JsonTree.Parts());
        if (parts.IsEmpty)
        {
            Value(parts, table[0].Name, place, table[0].Default(options)!);
        }

        return parts;
    }

    private JsonTree.Parts Member(MemberOptions options, string place, JsonTree.Parts parts)
    {
        Values(options, MemberTables.Member, place, parts);
        if (options.UnixSocket is { } socket)
        {
            Value(parts, "UnixSocket", place, socket);
        }

        if (options.Attached is not null)
        {
            _losses.Add($"{place}:Attached", "what code attached to the member is no text: attach it in code");
        }

        if (MemberTables.Pool.AnySaid(options.Pool))
        {
            parts.Add("Pool", Values(options.Pool, MemberTables.Pool, $"{place}:Pool", new JsonTree.Parts()));
        }

        if (options.HealthCheck is { } check)
        {
            parts.Add("HealthCheck", Check(check, $"{place}:HealthCheck"));
        }

        Texts(parts, "ProxySet", place, options.ProxySet);
        return parts;
    }

    private JsonTree.Parts Check(HealthCheckOptions options, string place)
    {
        var parts = Template(options, place);
        if (parts.IsEmpty)
        {
            Value(parts, "Method", place, HcMethod.None);
        }

        return parts;
    }

    private JsonTree.Parts Template(HealthCheckOptions options, string place)
    {
        if (options.Judge is not null)
        {
            _losses.Add($"{place}:Expr", "the expression is code: say it as text, or in code");
        }

        if (options.Probe is not null)
        {
            _losses.Add($"{place}:Probe", "the probe is code: say it in code");
        }

        return Values(options, MemberTables.HealthCheck, place, new JsonTree.Parts());
    }

    private JsonTree.Parts Site(SiteOptions options, string place)
    {
        var parts = Values(options, SiteTables.Names, place, new JsonTree.Parts(isBroken: true));
        Map(parts, "Balancers", place, options.Balancers, Balancer);
        Each(parts, "SetEnvIf", place, options.SetEnvIf, SiteTables.SetEnvIf);
        Texts(parts, "SetEnv", place, options.SetEnv);
        Each(parts, "RewriteRule", place, options.RewriteRule, Rewrite);
        Each(parts, "ProxyPass", place, options.ProxyPass, Rule);
        Each(parts, "Location", place, options.Location, Location);
        Each(parts, "ProxyPassReverse", place, options.ProxyPassReverse, SiteTables.Reverse);
        Each(parts, "ProxyPassReverseCookieDomain", place, options.ProxyPassReverseCookieDomain, SiteTables.CookieRule);
        Each(parts, "ProxyPassReverseCookiePath", place, options.ProxyPassReverseCookiePath, SiteTables.CookieRule);
        Each(parts, "RequestHeader", place, options.RequestHeader, SiteTables.HeaderRule);
        Each(parts, "Header", place, options.Header, SiteTables.HeaderRule);
        return Values(options, SiteTables.Settings, place, parts);
    }

    private JsonTree.Parts Location(LocationOptions options, string place)
    {
        var parts = Values(options, SiteTables.LocationHead, place, new JsonTree.Parts());
        Access(parts, options.Access, place);
        Values(options, SiteTables.Location, place, parts);
        Each(parts, "SetEnvIf", place, options.SetEnvIf, SiteTables.SetEnvIf);
        Texts(parts, "SetEnv", place, options.SetEnv);
        Each(parts, "ProxyPassReverse", place, options.ProxyPassReverse, SiteTables.Reverse);
        Each(parts, "ProxyPassReverseCookieDomain", place, options.ProxyPassReverseCookieDomain, SiteTables.CookieRule);
        Each(parts, "ProxyPassReverseCookiePath", place, options.ProxyPassReverseCookiePath, SiteTables.CookieRule);
        Each(parts, "RequestHeader", place, options.RequestHeader, SiteTables.HeaderRule);
        Each(parts, "Header", place, options.Header, SiteTables.HeaderRule);
        return parts;
    }

    private JsonTree.Parts Rewrite(RewriteRuleOptions options, string place)
    {
        var parts = Values(options, SiteTables.RewriteRule, place, new JsonTree.Parts());
        Each(parts, "Conditions", place, options.Conditions, SiteTables.RewriteCond);
        Access(parts, options.Access, place);
        return parts;
    }

    private JsonTree.Parts Rule(ProxyPassOptions options, string place)
    {
        var parts = Values(options, SiteTables.RuleHead, place, new JsonTree.Parts());
        Values(options, SiteTables.Rule, place, parts);
        if (options.Worker is { } worker && Member(worker, $"{place}:Worker", new JsonTree.Parts()) is { IsEmpty: false } said)
        {
            parts.Add("Worker", said);
        }

        Access(parts, options.Access, place);
        Texts(parts, "ProxySet", place, options.ProxySet);
        return parts;
    }

    private void Access(JsonTree.Parts parts, AccessOptions? options, string place)
    {
        if (options is not null)
        {
            parts.Add("Access", Group(options, $"{place}:Access"));
        }
    }

    private JsonTree.Parts Group(AccessOptions options, string place)
    {
        var parts = Values(options, SiteTables.Access, place, new JsonTree.Parts());
        Each(parts, "Nested", place, options.Nested, Group);
        return parts;
    }

    private JsonTree.Parts Values<T>(T options, Option<T>[] table, string place, JsonTree.Parts parts)
    {
        foreach (var option in table)
        {
            Value(parts, option.Name, place, option.Said(options));
        }

        return parts;
    }

    private void Texts(JsonTree.Parts parts, string key, string place, List<string>? texts)
    {
        if (texts is { Count: > 0 })
        {
            Value(parts, key, place, texts);
        }
    }

    private void Value(JsonTree.Parts parts, string key, string place, object? value)
    {
        if (value is null)
        {
            return;
        }

        if (JsonValues.Of(value, out var why) is { } tree)
        {
            parts.Add(key, tree);
        }
        else
        {
            _losses.Add(place.Length == 0 ? key : $"{place}:{key}", why);
        }
    }

    private void Each<T>(JsonTree.Parts parts, string key, string place, List<T>? list, Option<T>[] table)
        where T : class, new() => Each(parts, key, place, list, (item, at) => Values(item, table, at, new JsonTree.Parts()));

    private static void Each<T>(JsonTree.Parts parts, string key, string place, List<T>? list, Func<T, string, JsonTree.Parts> write)
        where T : class, new()
    {
        if (list is { Count: > 0 })
        {
            parts.Add(key, new JsonTree.Items([.. list.Select((item, i) => write(item ?? new T(), $"{place}:{key}:{i}"))]));
        }
    }

    private void Map<T>(JsonTree.Parts parts, string key, string place, Dictionary<string, T> all, Func<T, string, JsonTree.Parts> write)
    {
        var objects = new JsonTree.Parts(isBroken: true);
        foreach (var (name, value) in all)
        {
            var at = place.Length == 0 ? $"{key}:{name}" : $"{place}:{key}:{name}";
            if (name.Contains(':', StringComparison.Ordinal) || !Exporting.Texts.IsWhole(name))
            {
                _losses.Add(at, "a name with ':' ends there when configuration is read, so all of this is left out");
            }
            else
            {
                objects.Add(name, write(value, at));
            }
        }

        if (!objects.IsEmpty)
        {
            parts.Add(key, objects);
        }
    }
}
