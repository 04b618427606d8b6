using System.Buffers;

namespace Balancing.HttpdConf.ModJk;

/// <summary>Writes mounts and exclusions as rules of a site.</summary>
internal sealed class RuleWriter(JkWorkers workers, JkReport report)
{
    // What needs no thought in a target; other paths are written as an expression, which sends the path on as it is.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._~-!&'()+,:@=");

    private readonly List<ProxyPassOptions> _rules = [];
    private readonly List<JkLocation> _locations = [];
    private readonly List<JkLocation> _denials = [];
    private readonly HashSet<string> _balancers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Effort _effort = new(10_000_000);
    private bool _overrides;

    public JkRules Write(IReadOnlyList<MountStep> steps)
    {
        _overrides = steps.Any(step => step.Rule.Mount.Extensions.ServerErrors > 0);
        foreach (var step in steps)
        {
            if (step.Rule.Mount.Excludes)
            {
                WriteExclusion(step);
            }
            else
            {
                WriteMount(step.Rule);
            }
        }

        DenyExcludedPages(steps);

        // Sections are merged in order, so the most specific one comes last.
        _locations.Reverse();
        return new JkRules(_rules, [.. _locations, .. _denials], _balancers);
    }

    private static ProxyPassOptions Excluded(Glob glob) => glob.IsBelow && !glob.Literal.AsSpan().ContainsAnyExcept(Plain)
        ? new ProxyPassOptions { Path = glob.Literal, Exclude = true }
        : new ProxyPassOptions { Match = GlobText.Exclusion(glob), Exclude = true };

    private static IEnumerable<ProxyPassOptions> Exclusions(JkRule rule) =>
        rule.Path is { } path && !path.AsSpan().ContainsAnyExcept(Plain)
            ? [new ProxyPassOptions { Path = path, Exclude = true }]
            : rule.Globs.Select(Excluded);

    private static string Show(ProxyPassOptions rule) =>
        rule.Path is { } path ? $"ProxyPass {path} {rule.To ?? "!"}" : $"ProxyPassMatch {rule.Match} {rule.To ?? "!"}";

    private void WriteExclusion(MountStep step)
    {
        var written = (step.Meetings is { } meetings ? meetings.Select(Excluded) : Exclusions(step.Rule)).ToList();
        _rules.AddRange(written);
        step.Rule.Judge(
            JkVerdict.Applied,
            string.Join(", ", written.Take(3).Select(Show)) + (written.Count > 3 ? $" and {written.Count - 3} more" : ""));
    }

    private void WriteMount(JkRule rule)
    {
        var worker = workers.Find(rule.Mount.Worker)!;
        var extensions = rule.Mount.Extensions;
        if (worker.Kind == JkWorkerKind.Status)
        {
            WritePage(rule, worker);
            return;
        }

        var derived = extensions.NeedsBalancer && CheckExtensions(rule, worker);
        worker = derived ? workers.Derive(worker, extensions.Text, balancer => extensions.ApplyTo(balancer, worker.Members)) : worker;
        var written = Mappings(rule, worker).ToList();
        _rules.AddRange(written);
        if (worker.Kind == JkWorkerKind.Balancer)
        {
            _balancers.Add(worker.Name);
        }

        WriteOverride(rule, written);
        var became = Show(written[0]) + (written.Count > 1 ? ", and the same with ;parameters in the path" : "");
        rule.Judge(
            extensions.Text.Length > 0 ? JkVerdict.Approximated : JkVerdict.Applied, became + WhatOfExtensions(extensions, derived, worker.Name));
    }

    private static string WhatOfExtensions(JkExtensions extensions, bool derived, string balancer) =>
        (derived ? $"; for {extensions.Text} a balancer of its own, {balancer}: it counts and remembers errors for itself" : "")
        + (extensions.ServerErrors > 0 ? $"; ProxyErrorOverride On from {extensions.ServerErrors}" : "")
        + (extensions.Has("stateless") ? "; stateless says nothing, as nobody counts sessions" : "");

    private bool CheckExtensions(JkRule rule, JkWorker worker)
    {
        var unknown = rule.Mount.Extensions.NamedMembers.Where(m => !worker.Members.Contains(m)).ToList();
        if (unknown.Count > 0)
        {
            report.Problem(
                rule.Mount.Line, $"{JkText.Shown(unknown[0])} is no member of {worker.Name}, so nothing is done to it",
                worker.Members.Count > 0 ? $"Name one of {string.Join(", ", worker.Members.Take(10))}" : "Name members of a balancer");
        }

        return unknown.Count == 0;
    }

    private static IEnumerable<ProxyPassOptions> Mappings(JkRule rule, JkWorker worker)
    {
        var root = worker.Kind == JkWorkerKind.Balancer ? $"balancer://{worker.Name}" : worker.Member!.Url;
        var first = rule.Globs[0];
        var path = rule.Path ?? (first.IsBelow ? first.Literal : null);
        if (path is not null && !path.AsSpan().ContainsAnyExcept(Plain))
        {
            yield return Mapping(worker, new ProxyPassOptions { Path = path, To = root + path });
            foreach (var variant in rule.Path is null ? GlobText.Variants(first) : GlobText.VariantsBelow(path))
            {
                yield return Mapping(worker, new ProxyPassOptions { Match = variant, To = root });
            }

            yield break;
        }

        foreach (var pattern in rule.Globs.SelectMany(glob => GlobText.Variants(glob).Prepend(GlobText.Mount(glob))))
        {
            yield return Mapping(worker, new ProxyPassOptions { Match = pattern, To = root });
        }
    }

    private static ProxyPassOptions Mapping(JkWorker worker, ProxyPassOptions rule)
    {
        rule.Worker = worker.Member is { } member ? MemberCopy.Of(member) : null;
        return rule;
    }

    // The rule keeps the path from every other worker, in all its spellings; the page answers the plain one.
    private void WritePage(JkRule rule, JkWorker worker)
    {
        var written = Exclusions(rule).ToList();
        _rules.AddRange(written);
        foreach (var place in written)
        {
            _locations.Add(new JkLocation { Path = place.Path, Match = place.Match, Handler = "balancer-manager", Require = worker.Require });
        }

        var where = written[0].Path is { } path ? $"<Location {path}>" : $"<LocationMatch {written[0].Match}>";
        rule.Judge(JkVerdict.Applied, $"{where} SetHandler balancer-manager");
        if (rule.Mount.Extensions.Text.Length > 0)
        {
            rule.Judge(JkVerdict.Approximated, "extensions say nothing to the manager page");
        }
    }

    private void WriteOverride(JkRule rule, List<ProxyPassOptions> written)
    {
        if (!_overrides)
        {
            return;
        }

        var from = rule.Mount.Extensions.ServerErrors;
        int[] statuses = from is > 0 and <= 599 ? [.. Enumerable.Range(Math.Max(400, from), 600 - Math.Max(400, from))] : [];
        foreach (var place in written)
        {
            _locations.Add(new JkLocation { Path = place.Path, Match = place.Match, ErrorOverride = statuses.Length > 0, ErrorStatuses = statuses });
        }
    }

    // What is excluded from the page must not be answered by it. mod_jk would look for a file; here it is forbidden.
    private void DenyExcludedPages(IReadOnlyList<MountStep> steps)
    {
        var exclusions = steps.Select(s => s.Rule).Where(r => r.Mount.Excludes).Distinct().ToList();
        foreach (var page in steps.Select(s => s.Rule).Where(r => !r.Mount.Excludes && workers.Find(r.Mount.Worker)?.Kind == JkWorkerKind.Status))
        {
            var its = exclusions.Where(e => e.Mount.Worker == page.Mount.Worker || e.Mount.Worker == JkMount.AnyWorker);
            foreach (var (a, b) in its.SelectMany(e => e.Globs).SelectMany(a => page.Globs.Select(b => (a, b))))
            {
                foreach (var glob in GlobMeeting.AreApart(a, b, _effort) ? [] : GlobMeeting.Of(a, b, _effort) ?? [a])
                {
                    _denials.Add(new JkLocation { Match = GlobText.Exclusion(glob), Require = ["all denied"] });
                }
            }
        }
    }
}
