using Balancing.Expressions;

namespace Balancing;

/// <summary>Plans health checks; a member's own values stand over its template's.</summary>
internal sealed class HealthCheckPlanner(
    IReadOnlyDictionary<string, HealthCheckOptions>? shared, IReadOnlyDictionary<string, HealthCheckOptions>? own)
{
    private const int MaxDepth = 16;

    private readonly Dictionary<string, HealthCheckOptions> _templates = Merge(shared, own);

    /// <summary>Reports bad values in the balancer's own templates.</summary>
    public void CheckTemplates(Place place)
    {
        foreach (var (name, template) in own ?? new Dictionary<string, HealthCheckOptions>(StringComparer.Ordinal))
        {
            HealthCheckParameters.Table.Check(template, place.At(name));
            if (template.Expr is not null)
            {
                Condition(template, place.At(name).At("Expr"));
            }

            Resolve(template, place.At(name), 0);
        }
    }

    /// <summary>The plan of what a member says, or null when it says nothing.</summary>
    public HealthCheckPlan? Plan(HealthCheckOptions? options, Place place)
    {
        if (options is null)
        {
            return null;
        }

        var all = Resolve(options, place, 0);
        var defaults = HttpdDefaults.HealthCheck;
        return new HealthCheckPlan
        {
            Method = all.Method ?? defaults.Method,
            Uri = all.Uri ?? defaults.Uri,
            Interval = all.Interval ?? defaults.Interval,
            Passes = Math.Max(1, all.Passes ?? defaults.Passes),
            Fails = Math.Max(1, all.Fails ?? defaults.Fails),
            ExprText = all.Judge is null ? all.Expr : null,
            Expr = all.Judge,
            Probe = all.Probe,
            Condition = Condition(all, place.At(options.Expr is null ? "Template" : "Expr"), isReported: IsOurs(options)),
        };
    }

    // A template of our own is checked where it stands.
    private bool IsOurs(HealthCheckOptions options) => options.Expr is null && options.Template is { } name && own?.ContainsKey(name) == true;

    private static HealthCondition? Condition(HealthCheckOptions options, Place place, bool isReported = false)
    {
        if (options is not { Judge: null, Expr: { Length: > 0 } text } || Characters.AnyControl(text))
        {
            return null; // nothing to read, or reported already
        }

        var condition = HealthCondition.Read(text, out var problem);
        if (condition is null && !isReported)
        {
            place.Add($"{Kind<string>.Quote(text)} cannot be an expression: {problem.Cause}", problem.Remedy, "hcexpr");
        }

        return condition;
    }

    private static Dictionary<string, HealthCheckOptions> Merge(
        IReadOnlyDictionary<string, HealthCheckOptions>? shared, IReadOnlyDictionary<string, HealthCheckOptions>? own)
    {
        var all = new Dictionary<string, HealthCheckOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, template) in (shared ?? all).Concat(own ?? all).ToArray())
        {
            all[name] = template;
        }

        return all;
    }

    private HealthCheckOptions Resolve(HealthCheckOptions options, Place place, int depth)
    {
        if (string.IsNullOrEmpty(options.Template))
        {
            return options;
        }

        var at = place.At("Template");
        if (!_templates.TryGetValue(options.Template, out var template))
        {
            var known = _templates.Count == 0 ? "Define it, there is none yet" : $"Use one of {string.Join(", ", _templates.Keys)}, or define it";
            at.Add($"no health-check template is called {Kind<string>.Quote(options.Template)}", known, "hctemplate");
            return options;
        }

        if (depth == MaxDepth)
        {
            at.Add($"the health-check template {Kind<string>.Quote(options.Template)} leads back to itself", "Break the circle", "hctemplate");
            return options;
        }

        if (own?.ContainsKey(options.Template) != true)
        {
            HealthCheckParameters.Table.Check(template, at); // one of our own is checked where it stands
        }

        var below = Resolve(template, place, depth + 1);
        return new HealthCheckOptions
        {
            Method = options.Method ?? below.Method,
            Uri = options.Uri ?? below.Uri,
            Interval = options.Interval ?? below.Interval,
            Passes = options.Passes ?? below.Passes,
            Fails = options.Fails ?? below.Fails,
            Expr = options.Expr ?? below.Expr,
            Judge = options.Judge ?? (options.Expr is null ? below.Judge : null),
            Probe = options.Probe ?? below.Probe,
        };
    }
}
