using Balancing.Expressions;

namespace Balancing.Rewriting;

/// <summary>Why a rule could not run. It names the rule's header, never a value (R36).</summary>
/// <param name="Header">The header the rule is about.</param>
/// <param name="Problem">What is wrong, in words for a person.</param>
internal sealed record HeaderViolation(string Header, string Problem);

/// <summary>What header rules look at.</summary>
/// <param name="Environment">The variables, for <c>env=</c> and <c>%{VAR}e</c>.</param>
/// <param name="Facts">What expressions look at, or null where no rule has one.</param>
/// <param name="Request">The request's header lines, for echo.</param>
internal readonly record struct HeaderFacts(
    IReadOnlyDictionary<string, string>? Environment, IExpressionFacts? Facts = null, IRequestHeaders? Request = null);

/// <summary>Runs Header and RequestHeader rules in order (httpd: mod_headers.c, do_headers_fixup).</summary>
internal sealed class HeaderRules
{
    private readonly HeaderRule[] _rules;

    private HeaderRules(HeaderRule[] rules)
    {
        _rules = rules;
        LooksAtFacts = Array.Exists(rules, rule => rule.LooksAtFacts);
        Echoes = Array.Exists(rules, rule => rule.Echoes);
    }

    /// <summary>There are rules.</summary>
    public bool Any => _rules.Length > 0;

    /// <summary>Some rule has an expression.</summary>
    public bool LooksAtFacts { get; }

    /// <summary>Some rule copies headers of the request.</summary>
    public bool Echoes { get; }

    /// <summary>The rules, ready to run. The planner has accepted every pattern and expression.</summary>
    public static HeaderRules Of(IReadOnlyList<HeaderRulePlan> plans) => new([.. plans.Select(plan => new HeaderRule(plan))]);

    /// <summary>
    /// Changes the lines. Null: all is done. Otherwise the rule named was not applied, nor any after it, and the message
    /// must not go out: 400 for a request, 500 for a response (R15).
    /// </summary>
    /// <param name="lines">What they change.</param>
    /// <param name="facts">What they look at.</param>
    public HeaderViolation? Apply<TLines>(TLines lines, in HeaderFacts facts)
        where TLines : IHeaderLines
    {
        foreach (var rule in _rules)
        {
            if (rule.Apply(lines, facts) is { } problem)
            {
                return new HeaderViolation(rule.Name, problem);
            }
        }

        return null;
    }
}
