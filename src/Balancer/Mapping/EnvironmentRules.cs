using System.Text;
using System.Text.RegularExpressions;
using Balancing.Expressions;

namespace Balancing.Mapping;

/// <summary>
/// Variables set from the request (mod_setenvif.c: match_headers). Request_URI is the canonical path, not the raw one as in
/// httpd: what switches the proxy off must not be dodged by another spelling (R20, D18).
/// </summary>
internal sealed class EnvironmentRules
{
    private readonly Rule[] _rules;
    private readonly FrontName _front;

    public EnvironmentRules(IReadOnlyList<SetEnvIfPlan> plans, FrontName front)
    {
        _front = front;
        _rules = new Rule[plans.Count];
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _rules.Length; i++)
        {
            _rules[i] = Rule.Of(plans[i], known);
            foreach (var (name, _) in plans[i].Variables) known.Add(name);
        }
    }

    /// <summary>Adds to the request's environment. The result is what went wrong, or null.</summary>
    public Refusal? Apply(in RequestFacts facts, in PathText path, ref IReadOnlyDictionary<string, string>? environment)
    {
        Dictionary<string, string>? changed = null;
        RequestVariables? variables = null;
        foreach (var rule in _rules)
        {
            Match? match;
            PatternAnswer answer;
            if (rule.Expression is not null)
            {
                variables ??= new RequestVariables(facts, _front, path.Span.ToString());
                variables.Environment = changed ?? environment;
                answer = rule.Expression.Test(variables, out match, out _);
            }
            else
            {
                var value = Value(rule, facts, path, changed ?? environment);
                match = null;
                answer = value is null ? PatternAnswer.TimedOut : rule.Pattern!.Match(value, value.Length, out match);
            }

            if (answer == PatternAnswer.TimedOut) return Refusals.PatternTimeout;
            if (answer == PatternAnswer.No) continue;
            changed ??= environment is null ? new(StringComparer.Ordinal) : new(environment, StringComparer.Ordinal);
            Set(rule.Plan, match, changed);
        }

        environment = changed ?? environment;
        return null;
    }

    private static void Set(SetEnvIfPlan plan, Match? match, Dictionary<string, string> environment)
    {
        foreach (var (name, text) in plan.Variables)
        {
            if (text is null) environment.Remove(name);
            else environment[name] = Substitute(text, match);
        }
    }

    // A header or variable that is missing reads as an empty text, so that ^$ finds it. Null: a pattern took too long.
    private static string? Value(in Rule rule, in RequestFacts facts, in PathText path, IReadOnlyDictionary<string, string>? environment)
    {
        var attribute = rule.Plan.Attribute;
        if (rule.IsVariable) return environment?.GetValueOrDefault(attribute) ?? "";
        if (rule.Names is not null) return OfName(rule.Names, facts);
        if (Is(attribute, "Request_URI")) return path.Span.ToString();
        if (Is(attribute, "Request_Method")) return facts.Method;
        if (Is(attribute, "Request_Protocol")) return RequestVariables.ProtocolOf(facts);
        if (Is(attribute, "Remote_Addr")) return RequestVariables.AddressOf(facts.ClientAddress);
        return RequestVariables.HeaderOf(facts, attribute) ?? environment?.GetValueOrDefault(attribute) ?? "";
    }

    // The last header whose name matches counts, as in httpd.
    private static string? OfName(PathPattern names, in RequestFacts facts)
    {
        var found = "";
        foreach (var (name, value) in facts.Headers?.Lines ?? [])
        {
            var answer = names.Test(name);
            if (answer == PatternAnswer.TimedOut) return null;
            if (answer == PatternAnswer.Yes) found = value;
        }

        return found;
    }

    private static bool Is(string attribute, string name) => string.Equals(attribute, name, StringComparison.OrdinalIgnoreCase);

    private static string Substitute(string text, Match? match)
    {
        if (!text.AsSpan().ContainsAny('$', '\\')) return text;
        var to = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var more = i + 1 < text.Length;
            if (text[i] == '\\' && more) to.Append(text[++i]);
            else if (text[i] == '$' && more && char.IsAsciiDigit(text[i + 1])) to.Append(match is null ? [] : match.Groups[text[++i] - '0'].ValueSpan);
            else to.Append(text[i]);
        }

        return to.ToString();
    }

    /// <param name="Plan">The plan.</param>
    /// <param name="Pattern">What the value is held against, or null for an expression.</param>
    /// <param name="Expression">The expression, or null.</param>
    /// <param name="Names">The attribute as a pattern on header names, or null.</param>
    /// <param name="IsVariable">
    /// An earlier rule sets a variable of that name. Then it is that and nothing else: in httpd a client's header of the same name
    /// would stand in for it (D18).
    /// </param>
    private readonly record struct Rule(SetEnvIfPlan Plan, PathPattern? Pattern, Expression? Expression, PathPattern? Names, bool IsVariable)
    {
        public static Rule Of(SetEnvIfPlan plan, HashSet<string> known)
        {
            if (plan.Expr is { } expression) return new(plan, null, Expression.Parse(expression), null, false);
            var isVariable = known.Contains(plan.Attribute);
            var isName = plan.Attribute.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
            var names = isVariable || isName ? null : PathPattern.Create(plan.Attribute, ignoreCase: true);
            return new(plan, PathPattern.Create(plan.Pattern, plan.IgnoreCase), null, names, isVariable);
        }
    }
}
