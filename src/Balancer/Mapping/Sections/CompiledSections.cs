namespace Balancing.Mapping;

/// <summary>One combination of sections, ready to be asked. A site has one object for each combination that was met.</summary>
internal sealed class CompiledSections : SectionSet
{
    private readonly Dictionary<string, string>? _fixed;

    public CompiledSections(SitePlan site, IReadOnlyList<LocationPlan> sections)
        : base(sections)
    {
        SetEnvIfPlan[] rules = [.. sections.SelectMany(s => s.SetEnvIf)];
        Variables = rules.Length > 0 ? new EnvironmentRules(rules, FrontName.Of(site)) : null;
        foreach (var (name, value) in site.SetEnv.Concat(sections.SelectMany(s => s.SetEnv)))
        {
            (_fixed ??= new(StringComparer.Ordinal))[name] = value;
        }
    }

    /// <summary>Gets the rules that set variables once it is known that these sections hold the request, or null.</summary>
    public EnvironmentRules? Variables { get; }

    /// <summary>
    /// The environment with the variables of SetEnv. What the request has already stays (mod_env.c: fixup_env_module): the last section
    /// that sets a variable wins over earlier ones, but not over SetEnvIf.
    /// </summary>
    public IReadOnlyDictionary<string, string>? WithFixed(IReadOnlyDictionary<string, string>? environment)
    {
        if (_fixed is null || environment is null or { Count: 0 }) return _fixed ?? environment;
        var all = new Dictionary<string, string>(_fixed, StringComparer.Ordinal);
        foreach (var (name, value) in environment) all[name] = value;
        return all;
    }
}
