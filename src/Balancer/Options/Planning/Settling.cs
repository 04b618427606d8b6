namespace Balancing;

/// <summary>
/// Turns <c>key=value</c> texts into the options that they set, in the order of the planner. Where one text of a list cannot
/// be read the whole list stays as it is.
/// </summary>
internal static class Settling
{
    public static BalancingOptions Of(BalancingOptions options)
    {
        var settled = new BalancingOptions
        {
            Place = options.Place,
            Listen = [.. options.Listen ?? []],
            HealthChecksAtOnce = options.HealthChecksAtOnce,
            StateDirectory = options.StateDirectory,
        };
        settled.Problems.AddRange(options.Problems);
        CopyAll(options.HealthCheckTemplates, settled.HealthCheckTemplates, check => check);
        CopyAll(options.Balancers, settled.Balancers, balancer => balancer.Copy());
        CopyAll(options.Sites, settled.Sites, site => Of(site, settled.Balancers)); // a rule's settings come before the balancer's own texts
        SettleAll(settled.Balancers);
        return settled;
    }

    private static SiteOptions Of(SiteOptions said, Dictionary<string, BalancerOptions> shared)
    {
        var site = said.Copy();
        CopyAll(said.Balancers, site.Balancers, balancer => balancer.Copy());
        site.ProxyPass = [.. site.ProxyPass.Select(rule => Of(rule ?? new ProxyPassOptions(), name =>
            site.Balancers.ContainsKey(name) ? site.Balancers : shared))];
        site.Location = [.. site.Location.Select(section => Of(section ?? new LocationOptions()))];
        SettleAll(site.Balancers);
        return site;
    }

    private static LocationOptions Of(LocationOptions said)
    {
        var section = said.Copy();
        if (section is { Match: null, Path: ['~', .. var regex] })
        {
            (section.Path, section.Match) = (null, regex.Trim());
        }

        return section;
    }

    private static void SettleAll(Dictionary<string, BalancerOptions> balancers)
    {
        foreach (var (name, balancer) in balancers)
        {
            balancers[name] = Of(balancer);
        }
    }

    private static BalancerOptions Of(BalancerOptions said)
    {
        var options = ReadAll(BalancerParameters.Table, said, said.ProxySet, balancer => balancer.Copy());
        options.ProxySet = ReferenceEquals(options, said) ? said.ProxySet : [];
        options.Method = PlanOptions.IsBuiltIn(options.Method) ? null : options.Method; // its name says it
        options.Members = [.. options.Members.Select(member => Of(member ?? new MemberOptions()))];
        return options;
    }

    private static MemberOptions Of(MemberOptions said)
    {
        var copy = said.Copy();
        copy.Url = copy.Url.Trim();
        var options = ReadAll(MemberParameters.Table, copy, copy.ProxySet, member => member.Copy());
        options.ProxySet = ReferenceEquals(options, copy) ? copy.ProxySet : [];
        return options;
    }

    private static ProxyPassOptions Of(ProxyPassOptions said, Func<string, Dictionary<string, BalancerOptions>> balancers)
    {
        var rule = said.Copy();
        ProxyPassPlanner.Normalize(rule);
        rule.Worker = rule.Worker is { } worker ? Of(worker) : null;
        var place = new Place("", []);
        var read = rule.Copy();
        var rest = RuleSettings.Rest(read, place);
        read.ProxySet = [];
        if (rest.Count > 0)
        {
            Give(read, rest, balancers, place);
        }

        return place.Problems.Count == 0 ? read : rule;
    }

    // To a plain target's worker, to the balancer if it is here, else they stay with the rule.
    private static void Give(
        ProxyPassOptions rule, List<Setting> rest, Func<string, Dictionary<string, BalancerOptions>> balancers, Place place)
    {
        if (!TargetText.TryParse(rule.To ?? "", out var target, out var cause))
        {
            place.Add(cause, "");
        }
        else if (target!.Balancer is null)
        {
            rule.Worker ??= new MemberOptions();
            rest.ForEach(setting => MemberParameters.Table.Read(rule.Worker, setting, place));
        }
        else if (balancers(target.Balancer).TryGetValue(target.Balancer, out var balancer))
        {
            rest.ForEach(setting => BalancerParameters.Table.Read(new BalancerOptions(), setting, place));
            rest.ForEach(setting => BalancerParameters.Table.Read(balancer, setting, new Place("", [])));
        }
        else
        {
            rule.ProxySet = [.. rest.Select(SettingText.Write)];
        }
    }

    private static T ReadAll<T>(ParameterTable<T> table, T options, List<string> texts, Func<T, T> copy)
    {
        var place = new Place("", []);
        var read = copy(options);
        table.ReadAll(read, texts, place);
        return place.Problems.Count == 0 ? read : options;
    }

    private static void CopyAll<T>(Dictionary<string, T>? from, Dictionary<string, T> to, Func<T, T> copy)
        where T : class, new()
    {
        foreach (var (name, value) in from ?? [])
        {
            to[name] = copy(value ?? new T());
        }
    }
}
