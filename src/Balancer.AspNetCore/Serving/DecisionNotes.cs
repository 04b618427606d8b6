using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>What was decided about one request, noted while it happens and added to the answer as one header.</summary>
internal sealed class DecisionNotes
{
    private const int MostPicks = 100;

    private static readonly object Key = new();

    private readonly List<(string Member, string Outcome)> _picks = [];
    private readonly string _header;
    private MapResult _hit;
    private Refusal? _refusal;
    private Attempt? _last;

    private DecisionNotes(string header) => _header = header;

    /// <summary>The notes of a request, or null when nobody wants any.</summary>
    public static DecisionNotes? Of(HttpContext context) => context.Items.TryGetValue(Key, out var notes) ? notes as DecisionNotes : null;

    /// <summary>
    /// Notes what a site's map said. The header goes to whatever is answered then, unless an endpoint of the application's own answers:
    /// that one decided for itself. Of several sites the one that answers counts, else the one asked first.
    /// </summary>
    public static void Mapped(HttpContext context, string header, in MapResult hit)
    {
        var notes = Of(context);
        if (notes is null)
        {
            context.Items[Key] = notes = new DecisionNotes(header);
            context.Response.OnStarting(static c => Write((HttpContext)c), context);
        }
        else if (hit.Outcome is MapOutcome.NotMapped or MapOutcome.Excluded)
        {
            return;
        }

        notes._hit = hit;
    }

    /// <summary>This is what the request is answered by, whatever was said before.</summary>
    public void Took(in MapResult hit) => _hit = hit;

    /// <summary>A member is asked.</summary>
    public void Picked(Attempt attempt)
    {
        _last = attempt;
        if (_picks.Count < MostPicks)
        {
            _picks.Add((attempt.Member.Url.Configured, ""));
        }
    }

    /// <summary>It answered.</summary>
    public void Answered(int status) => Say(status.ToString(CultureInfo.InvariantCulture));

    /// <summary>It did not, or its answer is not passed on.</summary>
    public void Ended(in Outcome outcome)
    {
        if (outcome.Kind is not (OutcomeKind.Completed or OutcomeKind.Refused))
        {
            Say(OutcomeWords.Of(in outcome));
        }
    }

    /// <summary>The gateway itself answers.</summary>
    public void Refused(Refusal? refusal) => _refusal = refusal;

    private static Task Write(HttpContext context)
    {
        if (Of(context) is { } notes && context.GetEndpoint() is var endpoint
            && (endpoint is null || endpoint.Metadata.GetMetadata<ProxyPassEndpoint>() is not null))
        {
            context.Response.Headers[notes._header] = notes.ToString();
        }

        return Task.CompletedTask;
    }

    private void Say(string outcome)
    {
        if (_last is { Number: var number } && number <= _picks.Count)
        {
            _picks[number - 1] = _picks[number - 1] with { Outcome = outcome };
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new DecisionText();
        text.Add("balancer", _hit.BalancerName);
        text.AddQuoted("picks", _picks.Count == 0 ? null : string.Join(", ", _picks.Select(pick => $"{pick.Member} {pick.Outcome}".TrimEnd())));
        if (_last is { } attempt)
        {
            text.Add("worker-route", attempt.Member.Plan.Route is { Length: > 0 } route ? route : null);
            text.AddFlag("route-changed", attempt.Lease.RouteChanged);
            text.Add("session", attempt.Lease.SessionName);
            text.Add("session-route", attempt.Lease.SessionRoute);
        }

        text.AddQuoted("rule", RuleOf(in _hit));
        text.Add("refusal", (_refusal ?? _hit.Refusal)?.Reason);
        return text.ToString();
    }

    private static string? RuleOf(in MapResult hit) =>
        hit.Rewrite is { } rewrite ? $"RewriteRule {(rewrite.Negate ? "!" : "")}{rewrite.Pattern}"
        : hit.Rule is { } rule ? rule.Match is null ? $"ProxyPass {rule.Path}" : $"ProxyPassMatch {rule.Match}"
        : null;
}
