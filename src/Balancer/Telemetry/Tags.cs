using System.Diagnostics;

namespace Balancing.Telemetry;

/// <summary>Names and values of tags. All values come from the configuration or from short lists, so their number is bounded.</summary>
internal static class Tags
{
    public const string Balancer = "balancer.name";
    public const string Site = "balancer.site";
    public const string Member = "balancer.member";
    public const string Set = "balancer.set";
    public const string Method = "balancer.method";
    public const string State = "balancer.member.state";
    public const string ConnectionState = "balancer.pool.connection.state";
    public const string Outcome = "balancer.outcome";
    public const string Attempt = "balancer.attempt";
    public const string ErrorType = "error.type";
    public const string Direction = "network.io.direction";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string Status = "http.response.status_code";

    public const string HealthResult = "balancer.health.result";
    public const string HealthMethod = "balancer.health.method";

    /// <summary>The tags of one health check.</summary>
    public static TagList OfProbe(BalancerPlan plan, Member member, HealthCheckPlan check, bool passed, string error)
    {
        var tags = Of(plan, member.Url.Configured);
        tags.Add(HealthResult, passed ? "passed" : "failed");
        tags.Add(HealthMethod, check.Probe is not null || check.Method == HcMethod.None ? "own" : Of(check.Method));
        if (!passed)
        {
            tags.Add(ErrorType, error);
        }

        return tags;
    }

    /// <summary>Who: the balancer, and the site when no other knows it; two sites may have balancers of one name.</summary>
    public static TagList Of(BalancerPlan plan)
    {
        var tags = new TagList { { Balancer, plan.Name } };
        if (plan.Site is { } site)
        {
            tags.Add(Site, site);
        }

        return tags;
    }

    /// <summary>The same, and the member by its URL.</summary>
    public static TagList Of(BalancerPlan plan, string member)
    {
        var tags = Of(plan);
        tags.Add(Member, member);
        return tags;
    }

    /// <summary>The same, and where the member is.</summary>
    public static TagList Of(BalancerPlan plan, Member member)
    {
        var tags = Of(plan, member.Url.Configured);
        if (member.Url.UnixSocket is { } socket)
        {
            tags.Add(ServerAddress, socket);
        }
        else if (member.Url.Port > 0)
        {
            tags.Add(ServerAddress, member.Url.Host);
            tags.Add(ServerPort, member.Url.Port);
        }

        return tags;
    }

    public static string Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Completed => "completed",
        OutcomeKind.ConnectFailed => "connect_failed",
        OutcomeKind.PoolExhausted => "pool_exhausted",
        OutcomeKind.ClosedUnanswered => "closed_unanswered",
        OutcomeKind.TimedOut => "timed_out",
        OutcomeKind.Faulted => "faulted",
        OutcomeKind.ClientGone => "client_gone",
        OutcomeKind.Refused => "refused",
        _ => "released",
    };

    public static string Of(HcMethod method) => method switch
    {
        HcMethod.Tcp => "tcp",
        HcMethod.Options => "options",
        HcMethod.Head => "head",
        HcMethod.Get => "get",
        HcMethod.Options11 => "options11",
        HcMethod.Head11 => "head11",
        HcMethod.Get11 => "get11",
        _ => "cping",
    };

    public static string Of(Refusal refusal) => refusal.Reason switch
    {
        nameof(Refusal.NoMember) => "none_available",
        nameof(Refusal.WaitTimedOut) => "queue_timeout",
        nameof(Refusal.TooManyWaiting) => "queue_full",
        nameof(Refusal.SessionMemberGone) => "session_member_gone",
        nameof(Refusal.ShutDown) => "shut_down",
        nameof(Refusal.RequestTimedOut) => "request_timeout",
        _ => "other",
    };

    /// <summary>True when the backend, and not the client, made the attempt fail.</summary>
    public static bool IsError(OutcomeKind kind) => kind is not (OutcomeKind.Completed or OutcomeKind.ClientGone or OutcomeKind.None);
}
