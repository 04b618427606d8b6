using System.Text;
using Balancing.Expressions;
using Balancing.Rewriting;

namespace Balancing;

/// <content>The rules of <c>Header</c> and <c>RequestHeader</c>, and what they look at.</content>
public sealed partial class GatewayRules
{
    // What echo repeats: the request's lines as the rules for requests left them.
    private IRequestHeaders? HeadersOf(in RequestFacts facts, in MapResult hit)
    {
        if (!_requestRules.Any || facts.Headers is not { } headers)
        {
            return facts.Headers;
        }

        var client = new HeaderList(headers.Lines);
        Ruled(in facts, in hit, client, Nomination.Of(client.Get("Connection")));
        return new RequestHeaderList(client.Lines);
    }

    /// <summary>The client's lines after the rules for requests; lines that must not count are gone before (R17, R18).</summary>
    private GatewayHeaders Ruled(in RequestFacts facts, in MapResult hit, HeaderList client, in Nomination nominated)
    {
        var believed = _forwarding.Trusts(in facts);
        foreach (var (name, _) in client.Lines.ToArray())
        {
            if (_forwarding.HidesFromRules(name, in nominated, believed))
            {
                client.Remove(name);
            }
        }

        if (facts.Host is { } host)
        {
            client.Set("Host", host);
        }

        client.JoinLines();
        var env = hit.Environment ?? facts.Environment;
        var looks = _requestRules.LooksAtFacts ? VariablesOf(in facts, in hit, env, asBytes: false) : null;
        return Finish(_requestRules, client, new HeaderFacts(env, looks), 400);
    }

    private static GatewayHeaders Finish(HeaderRules rules, HeaderList lines, in HeaderFacts facts, int status) =>
        rules.Apply(lines, facts) is { } violation
            ? new GatewayHeaders(Refusal.Malformed("BadHeader", status, $"the rule for {violation.Header} gives a value that no header may have"))
            : lines.Sendable;

    // The canonical path, as the map saw it: a rule must not be dodged by another spelling (R20).
    // Text of an answer stands for the bytes that go out, so a path goes there as its UTF-8. The query is what rewrite rules left.
    private RequestVariables VariablesOf(in RequestFacts facts, in MapResult hit, IReadOnlyDictionary<string, string>? env, bool asBytes)
    {
        var path = _targets.Read(facts, out var subject) is null ? subject.Path.Span.ToString() : "";
        var variables = new RequestVariables(facts, _front, asBytes ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path)) : path) { Environment = env };
        if (hit.Outcome == MapOutcome.Mapped && hit.Rule?.To.Contains('?', StringComparison.Ordinal) is not true) // D14: that query is the target's
        {
            variables.Query = hit.HasQuery ? hit.QueryText.ToString() : null;
        }

        return variables;
    }

    // Built only when a rule can look at it.
    private IReadOnlyDictionary<string, string>? EnvironmentOf(in RequestFacts facts, in MapResult hit, Attempt? attempt)
    {
        if (!_looks || attempt is null)
        {
            return hit.Environment ?? facts.Environment;
        }

        var all = new Dictionary<string, string>(hit.Environment ?? facts.Environment ?? EmptyEnvironment, StringComparer.Ordinal);
        foreach (var (name, value) in attempt.Environment)
        {
            all[name] = value;
        }

        return all;
    }

    private static readonly IReadOnlyDictionary<string, string> EmptyEnvironment = new Dictionary<string, string>(StringComparer.Ordinal);
}
