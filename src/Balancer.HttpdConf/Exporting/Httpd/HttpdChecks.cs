using System.Globalization;
using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>
/// Health checks: httpd defines expressions and templates for the whole server, by name, before they are used
/// (mod_proxy_hcheck.c). A balancer's own template gets another name where its name is taken.
/// </summary>
internal sealed class HttpdChecks(HttpdText text)
{
    private readonly Dictionary<string, string> _expressions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<HealthCheckOptions> _written = new(ReferenceEqualityComparer.Instance as IEqualityComparer<HealthCheckOptions>);

    /// <summary>Names of shared templates, by their own name; balancers add theirs to a copy.</summary>
    private readonly Dictionary<string, string> _shared = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<BalancerOptions, Dictionary<string, string>> _own =
        new(ReferenceEqualityComparer.Instance as IEqualityComparer<BalancerOptions>);

    /// <summary>Writes every expression and template. A member finds its template by what <see cref="NamesOf"/> says.</summary>
    public void Write(BalancingOptions options)
    {
        text.Paragraph();
        foreach (var check in All(options))
        {
            Expression(check);
        }

        foreach (var name in options.HealthCheckTemplates.Keys)
        {
            _shared[name] = Free(name);
        }

        Templates(options.HealthCheckTemplates, _shared, "HealthCheckTemplates");
        foreach (var (place, balancer) in Balancers(options))
        {
            Templates(balancer.HealthCheckTemplates, NamesOf(balancer, place), $"{place}:HealthCheckTemplates");
        }
    }

    /// <summary>What the members of a site's plain targets call templates here.</summary>
    public Dictionary<string, string> Shared => _shared;

    /// <summary>What a balancer's members call templates here.</summary>
    public Dictionary<string, string> NamesOf(BalancerOptions options, string place)
    {
        if (!_own.TryGetValue(options, out var names))
        {
            _own[options] = names = new(_shared, StringComparer.OrdinalIgnoreCase);
            foreach (var name in options.HealthCheckTemplates.Keys)
            {
                names[name] = Free(_names.Contains(name) ? $"{place[(place.LastIndexOf(':') + 1)..]}-{name}" : name);
            }
        }

        return names;
    }

    /// <summary>The words of a health check, quoted.</summary>
    public List<string> Words(HealthCheckOptions options, Dictionary<string, string> names, string place)
    {
        if (options.Judge is not null)
        {
            text.Lose($"{place}:Expr", "the expression is code; httpd's own judgement holds, a status of 200 to 399");
        }

        if (options.Probe is not null)
        {
            text.Lose($"{place}:Probe", "the probe is code; httpd checks what hcmethod says");
        }

        var named = new HealthCheckOptions
        {
            Template = options.Template is { Length: > 0 } template ? names.GetValueOrDefault(template, template) : null,
            Method = options.Method,
            Uri = options.Uri,
            Interval = options.Interval,
            Passes = options.Passes,
            Fails = options.Fails,
            Expr = options.Judge is null && options.Expr is { } expression ? _expressions.GetValueOrDefault(expression) : null,
        };
        if (named.Expr is null && options is { Judge: null, Expr: not null })
        {
            text.Lose($"{place}:Expr", "httpd's text cannot hold this expression");
        }

        var words = HttpdParametersOf.Words(text, named, MemberTables.HealthCheck, HttpdParameters.ApplyToHealthCheck, place);
        return words.Count == 0 ? ["hcmethod=NONE"] : words;
    }

    private static IEnumerable<HealthCheckOptions> All(BalancingOptions options) =>
    [
        .. options.HealthCheckTemplates.Values, .. Balancers(options).SelectMany(b => b.Options.HealthCheckTemplates.Values),
        .. Balancers(options).SelectMany(b => b.Options.Members).Select(member => member.HealthCheck).OfType<HealthCheckOptions>(),
        .. options.Sites.Values.SelectMany(s => s.ProxyPass).Select(rule => rule.Worker?.HealthCheck).OfType<HealthCheckOptions>(),
    ];

    private static IEnumerable<(string Place, BalancerOptions Options)> Balancers(BalancingOptions options) =>
    [
        .. options.Balancers.Select(b => ($"Balancers:{b.Key}", b.Value)),
        .. options.Sites.SelectMany(site => site.Value.Balancers.Select(b => ($"Sites:{site.Key}:Balancers:{b.Key}", b.Value))),
    ];

    private void Expression(HealthCheckOptions check)
    {
        if (check is { Judge: null, Expr: { } expression } && !_expressions.ContainsKey(expression)
            && HttpdWords.CanSay(expression, out _) && IsBalanced(expression))
        {
            var name = $"expr{(_expressions.Count + 1).ToString(CultureInfo.InvariantCulture)}";
            _expressions.Add(expression, name);
            text.Quoted("", "ProxyHCExpr", name, $"{{{HttpdWords.Bare(expression)}}}");
        }
    }

    // Braces end the expression (util.c: ap_getword_conf2).
    private static bool IsBalanced(string expression)
    {
        var depth = 0;
        foreach (var c in expression)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0 && !expression.EndsWith('\\');
    }

    private void Templates(Dictionary<string, HealthCheckOptions> templates, Dictionary<string, string> names, string place)
    {
        foreach (var name in templates.Keys)
        {
            Template(templates, name, names, place);
        }
    }

    // One that another is made of comes first.
    private void Template(Dictionary<string, HealthCheckOptions> templates, string name, Dictionary<string, string> names, string place)
    {
        var template = templates[name];
        if (!_written.Add(template))
        {
            return;
        }

        if (template.Template is { } other && templates.ContainsKey(other))
        {
            Template(templates, other, names, place);
        }

        var at = $"{place}:{name}";
        if (HttpdWords.CanSay(names[name], out var why))
        {
            text.Quoted(at, "ProxyHCTemplate", [HttpdWords.Quote(names[name]), .. Words(template, names, at)]);
        }
        else
        {
            text.Lose(at, why);
        }
    }

    private string Free(string wanted)
    {
        var name = wanted;
        for (var i = 2; !_names.Add(name); i++)
        {
            name = $"{wanted}-{i.ToString(CultureInfo.InvariantCulture)}";
        }

        return name;
    }
}
