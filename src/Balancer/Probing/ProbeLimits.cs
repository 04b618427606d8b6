namespace Balancing.Probing;

/// <summary>How long the parts of a probe may take; measured of a running httpd, whose ping counts for CPING alone.</summary>
internal static class ProbeLimits
{
    private static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(60); // httpd: Timeout

    /// <summary>Until there is a connection, TLS included (httpd: connectiontimeout, else timeout).</summary>
    public static TimeSpan Connect(MemberPlan member) => member.ConnectionTimeout ?? member.Timeout ?? Otherwise;

    /// <summary>From there to the end of the answer (httpd: timeout; for CPING ping, else connectiontimeout, else timeout).</summary>
    public static TimeSpan Answer(MemberPlan member, HcMethod method) =>
        (method == HcMethod.CPing ? member.Ping ?? member.ConnectionTimeout : null) ?? member.Timeout ?? Otherwise;
}
