using Balancing.Explaining;

namespace Balancing.Mapping;

/// <summary>
/// What the sections of a site say to a request that was mapped, or was not: who may come, which handler answers, which variables are
/// set. httpd decides in the same order: rewrite, map, then the sections of the path that came out (request.c:
/// ap_process_request_internal).
/// </summary>
internal sealed class SectionGuard
{
    private const int StackRoom = 512;

    private readonly SectionIndex _index;
    private readonly bool _guarded; // some section says who may come

    private SectionGuard(SitePlan plan)
    {
        _index = new SectionIndex(plan);
        _guarded = plan.Locations.Any(s => s.Access is not null);
    }

    /// <summary>The guard of a site, or null when there is nothing to look after.</summary>
    public static SectionGuard? Of(SitePlan plan) =>
        plan.Locations.Count + plan.SetEnv.Count > 0 || SaysWhoMayCome(plan) ? new(plan) : null;

    /// <summary>True when some request may be denied; then no spelling of a path may have a way around (R24).</summary>
    public static bool SaysWhoMayCome(SitePlan plan) =>
        plan.Locations.Any(s => s.Access is not null) || plan.Rules.Any(r => r.Access is not null) || plan.RewriteRules.Any(r => r.Access is not null);

    /// <summary>The map's answer after the sections had their say.</summary>
    public MapResult Judge<TTrace>(in RequestFacts facts, in Subject subject, in MapResult result, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (result.Outcome == MapOutcome.Refused || subject.Target is not ['/', ..]) return result;
        if (_index.Find(subject.Path.Span) is not { } sections) return Refused(result, Refusals.PatternTimeout, ref trace);
        var isServlet = result.Rule is { Mapping: PathMapping.Servlet };
        var stricter = _guarded || isServlet ? Stricter(subject.Path, sections) : sections;
        if (stricter is null) return Refused(result, Refusals.PatternTimeout, ref trace);

        var environment = result.Environment;
        if (Decide(facts, subject, sections, result, ref environment, strictly: false, ref trace) is { } denied) return denied;
        if (ReferenceEquals(stricter, sections)) return Settle(result, sections, environment, ref trace);
        var other = result.Environment;
        if (Decide(facts, subject, stricter, result, ref other, strictly: true, ref trace) is { } deniedStrictly) return deniedStrictly;

        // The parameters of a servlet's path are no part of it (mod_proxy.c: alias_match_servlet replaces the request's own path).
        return isServlet ? Settle(result, stricter, other, ref trace) : Settle(result, sections, environment, ref trace);
    }

    private static MapResult Settle<TTrace>(
        in MapResult result, CompiledSections sections, IReadOnlyDictionary<string, string>? environment, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (result.Outcome == MapOutcome.Mapped)
            return result with { Sections = sections.ChangesHeaders ? sections : null, Environment = sections.WithFixed(environment) };
        if (sections.Handler is not { } handled) return result with { Environment = environment };
        trace.Note(StepCode.MapHandled, handled.Index);
        return result with
        {
            Outcome = MapOutcome.Handled,
            Handler = handled.Handler,
            Prefix = handled.Path is { } path && !path.AsSpan().ContainsAny('*', '?', '[') ? path : null!,
            IsGranted = (sections.Guard?.Access ?? result.Rule?.Access ?? result.Rewrite?.Access) is not null,
            Refusal = Refusal.Handled,
            Environment = environment,
        };
    }

    // R26: some member would read /app;v=1/admin and a kept /app%2Fadmin as /app/admin.
    private CompiledSections? Stricter(in PathText path, CompiledSections sections)
    {
        if (!path.HasStricterReading) return sections;
        Span<char> buffer = path.Length <= StackRoom ? stackalloc char[StackRoom] : new char[path.Length];
        return _index.Find(buffer[..path.FillStrictest(buffer)]);
    }

    // Null: these sections let the request pass.
    private static MapResult? Decide<TTrace>(
        in RequestFacts facts, in Subject subject, CompiledSections sections, in MapResult result,
        ref IReadOnlyDictionary<string, string>? environment, bool strictly, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (sections.Variables?.Apply(facts, subject.Path, ref environment) is { } failed) return Refused(result, failed, ref trace);
        if ((sections.Guard?.Access ?? result.Rule?.Access ?? result.Rewrite?.Access) is not { } access) return null;
        var answer = AccessCheck.Of(access, facts, environment);
        Note(sections.Guard, result, answer, strictly, ref trace);
        return answer == AccessAnswer.Yes ? null : new MapResult
        {
            Outcome = MapOutcome.Refused,
            Refusal = Refusal.AccessDenied,
            NeedsClientHost = answer == AccessAnswer.Unknown && facts is { ClientHost: null, ClientAddress: not null } && access.Asks(AccessTest.Host),
            QueryStart = -1,
            Environment = environment,
        };
    }

    private static void Note<TTrace>(LocationPlan? guard, in MapResult result, AccessAnswer answer, bool strictly, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (typeof(TTrace) == typeof(Silent)) return;
        var rule = guard?.ToString() ?? result.Rule?.ToString() ?? $"RewriteRule {result.Rewrite!.Pattern} {result.Rewrite.Substitution}";
        var access = guard?.Access ?? result.Rule?.Access ?? result.Rewrite!.Access;
        var code = answer == AccessAnswer.Yes ? StepCode.AccessGranted : strictly ? StepCode.AccessDeniedStrictly : StepCode.AccessDenied;
        trace.Note(code, -1, $"{rule}\n{access}");
    }

    private static MapResult Refused<TTrace>(in MapResult result, Refusal refusal, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        trace.Note(StepCode.MapRefused, -1, refusal.Reason);
        return new() { Outcome = MapOutcome.Refused, Refusal = refusal, QueryStart = -1, Environment = result.Environment };
    }
}
