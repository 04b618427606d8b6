using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>BalancerMember and ProxySet (mod_proxy.c: add_member, set_proxy_param).</summary>
internal static class BalancerDirectives
{
    private const string KeyValueForm = "Parameters have the form key=value";

    public static void AddTo(DirectiveTable table)
    {
        table.Add("BalancerMember", Places.Server | Places.Proxy, BalancerMember);
        table.Add("ProxySet", Places.Server | Places.Proxy, ProxySet);
    }

    private static void BalancerMember(Import import, ConfigNode node, Scope scope)
    {
        string? path = scope.InProxy ? scope.Argument : null;
        string? url = null;
        var parameters = new Parameters();
        foreach (var word in node.Arguments)
        {
            if (Arguments.KeyValue(word) is { } pair)
            {
                parameters.Put(pair);
            }
            else if (path is null)
            {
                path = word;
            }
            else if (url is null)
            {
                url = word;
            }
            else
            {
                import.Problem(node, $"'{word}' is one word too many", scope.InProxy
                    ? "Inside a section write the member's URL only, without the balancer's name; " + KeyValueForm
                    : KeyValueForm);
                return;
            }
        }

        if (path is null || url is null)
        {
            import.Problem(node, "the balancer's or the member's URL is missing", "Write: BalancerMember balancer://name http://host");
            return;
        }

        AddMember(import, node, path, url, parameters);
    }

    private static void AddMember(Import import, ConfigNode node, string path, string url, Parameters parameters)
    {
        if (!BalancerBook.IsBalancer(path))
        {
            import.Problem(node, $"'{path}' is no balancer", "A balancer's URL is balancer://name");
            return;
        }

        var balancer = import.Balancers.FindOrDefine(path, out var wrong);
        if (balancer is null)
        {
            import.Problem(node, wrong, "A balancer's URL is balancer://name");
            return;
        }

        if (!MemberUrl.TryParse(url, out var parsed, out wrong))
        {
            import.Problem(node, $"'{url}' is not a member's URL: {wrong}", "Write: http://host:port/path");
            return;
        }

        if (!import.Balancers.TryAdd(balancer, parsed!))
        {
            // D7: httpd goes on with the first one and only its log says so.
            import.Ignore(node, $"{url} is a member of {path} already; httpd keeps the first");
            import.Lint(
                node, $"{url} is a member of {path} already; this line and its parameters count for nothing", "Remove one of the two");
            parameters.ApplyTo(new MemberOptions(), import, node);
            return;
        }

        var member = new MemberOptions { Url = url };
        balancer.Members.Add(member);
        import.Origins.Add(member, node);
        import.Origins.Add(balancer, node);
        import.Became(node, $"member {balancer.Members.Count} of {BalancerBook.NameOf(path)}{Transports.Need(parsed!)}");
        Transports.Look(import, node, parsed!);
        parameters.ApplyTo(member, import, node);
    }

    private static void ProxySet(Import import, ConfigNode node, Scope scope)
    {
        if (scope.InProxy)
        {
            Set(import, node, scope.Argument, node.Arguments, define: true);
        }
        else if (node.Arguments.Count == 0)
        {
            import.Problem(node, "ProxySet names no balancer or worker", "Write: ProxySet balancer://name key=value");
        }
        else
        {
            Set(import, node, node.Arguments[0], node.Arguments.Skip(1), define: false);
        }
    }

    internal static void Set(Import import, ConfigNode node, string url, IEnumerable<string> words, bool define)
    {
        var parameters = new Parameters();
        foreach (var word in words)
        {
            if (Arguments.KeyValue(word) is { } pair)
            {
                parameters.Add(pair);
            }
            else
            {
                import.Problem(node, $"'{word}' is no parameter", KeyValueForm);
            }
        }

        if (BalancerBook.IsBalancer(url))
        {
            SetBalancer(import, node, url, parameters, define);
        }
        else
        {
            SetWorker(import, node, url, parameters, define);
        }
    }

    private static void SetBalancer(Import import, ConfigNode node, string url, Parameters parameters, bool define)
    {
        var wrong = "there is no such balancer before this line";
        var balancer = define ? import.Balancers.FindOrDefine(url, out wrong) : import.Balancers.Find(url);
        if (balancer is null)
        {
            import.Problem(node, $"'{url}': {wrong}", "Write its <Proxy> section, BalancerMember or ProxyPass first");
            balancer = new BalancerOptions(); // the values are looked at all the same (D6)
        }

        parameters.ApplyTo(balancer, import, node);
    }

    private static void SetWorker(Import import, ConfigNode node, string url, Parameters parameters, bool define)
    {
        if (PlainWorkers.Check(url) is { Length: > 0 } wrong)
        {
            import.Problem(
                node, $"'{url}' is not the URL of a balancer or a worker: {wrong}", "Write: balancer://name, or http://host/path");
            return;
        }

        var worker = define ? import.Workers.FindOrDefine(url, out _) : import.Workers.Find(url);
        if (worker is null)
        {
            import.Problem(node, $"'{url}': no ProxyPass before this line has such a target", "Write the ProxyPass first");
            worker = new MemberOptions();
        }

        parameters.ApplyTo(worker, import, node);
    }
}
