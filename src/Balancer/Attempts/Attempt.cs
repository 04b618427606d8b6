using System.Diagnostics;
using Balancing.Mapping;
using Balancing.Rewriting;

namespace Balancing;

/// <summary>One attempt of <c>ExecuteAsync</c>: which member, where exactly, and what the host may want to know of the decision.</summary>
public sealed class Attempt
{
    private readonly BalancedRequest _request;
    private Lease _lease;
    private BalancerPlan _plan = null!; // set when it begins

    internal Attempt(BalancedRequest request) => _request = request;

    /// <summary>The member to send to.</summary>
    public Member Member => _lease.Member;

    /// <summary>The balancer's plan this attempt was decided with.</summary>
    public BalancerPlan Plan => _plan;

    /// <summary>Which attempt of the request this is, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>True when the request is repeated because a kept-alive connection was stale: open a new one (D11).</summary>
    public bool NeedsFreshConnection { get; private set; }

    /// <summary>
    /// Where to send: the member's URL, the mapped path and the query, joined with exactly one slash (D1). Built on each call.
    /// </summary>
    public string Target => ProxyMap.TargetOf(Member.Url, Hit);

    /// <summary>The same without scheme and authority: path and query (RFC 9112 §3.2.1). Built on each call.</summary>
    public string Path => ProxyMap.PathOf(Member.Url, Hit);

    /// <summary>The lease: its session facts, and <see cref="Lease.Count"/> for traffic while it flows.</summary>
    public Lease Lease => _lease;

    /// <summary>
    /// The activity of this attempt, whose context the request to the member has to carry (W3C trace context). Default: null, nobody listens.
    /// </summary>
    public Activity? Activity { get; internal set; }

    /// <summary>True once the host took the lease over with <see cref="KeepLease"/>.</summary>
    internal bool LeaseIsKept { get; private set; }

    /// <summary>
    /// The variables httpd sets for a balanced request: <c>BALANCER_NAME</c> and its relatives. None for a plain target, which no
    /// balancer chose. Built on each call.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment => _request.Hit.Worker is not null ? [] : AttemptEnvironment.EnvironmentOf(
        _plan.Name, Member.Url.Configured, Member.Plan.Route, _lease.SessionName, _lease.SessionRoute, _lease.RouteChanged);

    /// <summary>
    /// The value of the Set-Cookie header that makes the client stick to this member, or null when none is configured or needed
    /// (httpd: the ROUTEID recipe).
    /// </summary>
    public string? SetCookie =>
        _lease.RouteChanged && _plan.Stickiness is { Cookie: { } cookie } stickiness
            ? RouteCookie.Of(cookie, Member.Plan.Route, stickiness.Separator, _request.Facts.Scheme is "https" or "wss")
            : null;

    private MapResult Hit => _request.Hit.Outcome == MapOutcome.Mapped ? _request.Hit : MapResult.Straight(_request.Facts.Target);

    /// <summary>Adds traffic while it flows.</summary>
    /// <param name="sent">Bytes sent since the last call.</param>
    /// <param name="received">Bytes received since the last call.</param>
    public void Count(long sent, long received) => _lease.Count(sent, received);

    /// <summary>
    /// Takes the lease over: a successful attempt then stays busy after <c>ExecuteAsync</c> has returned, until the host reports
    /// or disposes of the lease, for example when a streamed body has ended.
    /// </summary>
    public Lease KeepLease()
    {
        LeaseIsKept = true;
        return _lease;
    }

    internal void Begin(Lease lease, BalancerPlan plan)
    {
        (_lease, _plan, LeaseIsKept, Activity) = (lease, plan, false, null);
        (Number, NeedsFreshConnection) = (_request.Progress.Attempts, _request.Progress.Fresh);
    }
}
