using Balancing.Explaining;

namespace Balancing.Mapping;

/// <summary>
/// URL → rule: which rule of a site answers a request, and with what target (mod_proxy.c: proxy_trans). A request path that is
/// canonical already is only pointed into; nothing is allocated.
/// </summary>
internal sealed class ProxyMap
{
    private const int StackRoom = 512;

    private readonly CompiledRule[] _rules;
    private readonly RuleIndex _all;
    private readonly RuleIndex _encoded;
    private readonly RuleIndex _servlet;
    private readonly RuleIndex _exclusions;
    private readonly TargetReader _reader;
    private readonly EnvironmentRules? _environment;
    private readonly RewriteSteps? _rewrites;
    private readonly SectionGuard? _sections;
    private readonly bool _slashesRefused;
    private readonly bool _hasEncoded;

    private ProxyMap(SitePlan plan)
    {
        _rules = new CompiledRule[plan.Rules.Count];
        for (var i = 0; i < _rules.Length; i++) _rules[i] = new CompiledRule(plan.Rules[i], plan.InterpolateEnv);
        _exclusions = new(_rules, rule => rule.Plan.Exclude);
        _servlet = new(
            _rules, rule => !rule.Plan.Exclude && rule.Plan.Mapping == PathMapping.Servlet && rule.Pattern is null, servlet: true);
        _encoded = new(_rules, rule => !rule.Plan.Exclude && (rule.Plan.Mapping == PathMapping.Encoded
            || (rule.Plan.Mapping == PathMapping.Servlet && rule.Pattern is not null)));
        _all = new(_rules, rule => rule.Plan.Exclude || rule.Plan.Mapping == PathMapping.Decoded);
        _hasEncoded = !_encoded.IsEmpty || !_servlet.IsEmpty;
        _reader = new TargetReader(plan);
        _environment = plan.SetEnvIf.Count > 0 ? new EnvironmentRules(plan.SetEnvIf, FrontName.Of(plan)) : null;
        _rewrites = plan.RewriteRules.Count > 0 ? new RewriteSteps(plan, _reader) : null;
        _sections = SectionGuard.Of(plan);
        _slashesRefused = plan.EncodedSlashes == EncodedSlashes.Off;
    }

    /// <summary>Compiles the rules of a site. The planner has accepted every pattern and target.</summary>
    public static ProxyMap Of(SitePlan plan) => new(plan);

    /// <summary>The absolute URL to ask <paramref name="member"/> for.</summary>
    public static string TargetOf(MemberUrl member, in MapResult hit) => TargetText.Absolute(member, hit);

    /// <summary>The same without scheme and authority: path and query.</summary>
    public static string PathOf(MemberUrl member, in MapResult hit) => TargetText.Origin(member, hit);

    /// <summary>What becomes of a request. A pure function of the request and the plan; the trace only listens.</summary>
    public MapResult Map<TTrace>(in RequestFacts facts, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (_sections is null) return MapRules(facts, ref trace, out _);
        var result = MapRules(facts, ref trace, out var subject);
        return _sections.Judge(facts, subject, result, ref trace);
    }

    private MapResult MapRules<TTrace>(in RequestFacts facts, ref TTrace trace, out Subject subject)
        where TTrace : struct, IDecisionTrace
    {
        var environment = facts.Environment;
        var refusal = _reader.Read(facts, out subject);
        refusal ??= _environment?.Apply(facts, subject.Path, ref environment);
        if (refusal is not null) return Refuse(refusal, environment, ref trace);
        if (subject.Target[0] != '/') return NotMapped(StepCode.MapNothing, environment, ref trace); // OPTIONS *

        var noProxy = environment is not null && environment.ContainsKey("no-proxy");
        if (_hasEncoded && !noProxy && MapEncoded(subject, environment, ref trace, out var result)) return result;
        if (_slashesRefused && subject.HasEncodedSlash) return Refuse(Refusals.EncodedSlash, environment, ref trace);
        if (_slashesRefused && subject.HasEncodedBackslash) return Refuse(Refusals.EncodedBackslash, environment, ref trace);
        if (_rewrites is not null && _rewrites.Run(facts, ref subject, ref environment, ref trace, out result))
        {
            if (result.Refusal is { } why) trace.Note(StepCode.MapRefused, -1, why.Reason);
            return result;
        }

        // mod_rewrite knows nothing of no-proxy, so a rewritten target stands; ProxyPass rules do not run.
        noProxy = environment is not null && environment.ContainsKey("no-proxy");
        return noProxy ? NotMapped(StepCode.MapNoProxy, environment, ref trace) : MapDecoded(subject, environment, ref trace);
    }

    private MapResult MapDecoded<TTrace>(in Subject subject, IReadOnlyDictionary<string, string>? environment, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var hit = new RuleHit(int.MaxValue);
        _all.Find(subject.Path.Span, environment, ref hit);
        FindStricterExclusion(subject.Path, environment, ref hit);
        if (hit.Rule < int.MaxValue) return Answer(subject, subject.Path, hit, environment, ref trace);
        PassOver(_rules.Length, ref trace);
        return NotMapped(StepCode.MapNothing, environment, ref trace);
    }

    // httpd looks at encoded and servlet rules before anything else, so there a plain exclusion never protects from them
    // (7.2). Here an exclusion that stands before the rule wins all the same (R26, D18); order means what it says. The
    // exclusion is held against the canonical path, whatever form the rule matches on.
    private bool MapEncoded<TTrace>(
        in Subject subject, IReadOnlyDictionary<string, string>? environment, ref TTrace trace, out MapResult result)
        where TTrace : struct, IDecisionTrace
    {
        result = default;
        var refusal = _reader.Encoded(subject, out var path);
        if (refusal is not null)
        {
            result = Refuse(refusal, environment, ref trace);
            return true;
        }

        var hit = new RuleHit(int.MaxValue);
        _encoded.Find(path.Span, environment, ref hit);
        _servlet.Find(path.Span, environment, ref hit);
        if (hit.Rule == int.MaxValue) return false;
        _exclusions.Find(subject.Path.Span, environment, ref hit);
        FindStricterExclusion(subject.Path, environment, ref hit);
        result = Answer(subject, path, hit, environment, ref trace);
        return true;
    }

    // R22, R26: /app;v=1/secret and a kept /app%2Fsecret are excluded with /app/secret, as some backend would read them so.
    private void FindStricterExclusion(in PathText path, IReadOnlyDictionary<string, string>? environment, ref RuleHit hit)
    {
        if (_exclusions.IsEmpty || !path.HasStricterReading) return;
        Span<char> buffer = path.Length <= StackRoom ? stackalloc char[StackRoom] : new char[path.Length];
        _exclusions.Find(buffer[..path.FillStrictest(buffer)], environment, ref hit);
    }

    private MapResult Answer<TTrace>(
        in Subject subject, in PathText path, in RuleHit hit, IReadOnlyDictionary<string, string>? environment, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (typeof(TTrace) == typeof(Silent)) return _rules[hit.Rule].Answer(subject, path, hit, environment);
        PassOver(hit.Rule, ref trace);
        var result = _rules[hit.Rule].Answer(subject, path, hit, environment);
        if (result.Outcome == MapOutcome.Refused) trace.Note(StepCode.MapRefused, hit.Rule, result.Refusal!.Reason);
        else trace.Note(result.Outcome == MapOutcome.Excluded ? StepCode.MapExcluded : StepCode.MapMatched, hit.Rule);
        return result;
    }

    // The index never looked at these; they are only named for the reader. The first match in order is what it found.
    private static void PassOver<TTrace>(int count, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (typeof(TTrace) == typeof(Silent)) return;
        for (var i = 0; i < count; i++) trace.Note(StepCode.MapPassedOver, i);
    }

    private static MapResult Refuse<TTrace>(Refusal refusal, IReadOnlyDictionary<string, string>? environment, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        trace.Note(StepCode.MapRefused, -1, refusal.Reason);
        return new() { Outcome = MapOutcome.Refused, Refusal = refusal, QueryStart = -1, Environment = environment };
    }

    private static MapResult NotMapped<TTrace>(StepCode code, IReadOnlyDictionary<string, string>? environment, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        trace.Note(code);
        return new() { Outcome = MapOutcome.NotMapped, Refusal = Refusal.NotMapped, QueryStart = -1, Environment = environment };
    }
}
