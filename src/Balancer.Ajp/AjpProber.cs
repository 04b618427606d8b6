using System.Net.Sockets;

namespace Balancing.Ajp;

/// <summary>
/// Probes members of the scheme ajp with a CPING (httpd: hcmethod=CPING), each on a connection of its own. A CPONG proves that the container
/// listens, not that an application is well.
/// </summary>
/// <param name="time">The clock of time limits. Default: the system's.</param>
public sealed class AjpProber(TimeProvider? time = null) : Prober
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(60); // httpd: Timeout

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public override bool Knows(Member member, HealthCheckPlan check)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(check);
        return check.Method == HcMethod.CPing && member.Url.Scheme == "ajp";
    }

    /// <inheritdoc/>
    public override async ValueTask<ProbeResult> ProbeAsync(Member member, HealthCheckPlan check, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(check);
        var plan = member.Plan;
        var door = new AjpDoor(
            member.Url.Host, member.Url.Port, plan.ConnectionTimeout ?? plan.Timeout ?? UsualLimit, _time, member.Url.UnixSocket);
        AjpLink link;
        try
        {
            var (stream, socket) = await door.OpenAsync(resolvesAgain: true, cancel).ConfigureAwait(false);
            link = new AjpLink(stream, socket, AjpPackets.DefaultSize);
        }
        catch (AjpException e)
        {
            return ProbeResult.ConnectFailed(e, (e.InnerException as SocketException)?.SocketErrorCode.ToString() ?? "not in time");
        }

        using (link)
        {
            return await AskAsync(link, plan.Ping ?? plan.ConnectionTimeout ?? plan.Timeout ?? UsualLimit, cancel).ConfigureAwait(false);
        }
    }

    private async ValueTask<ProbeResult> AskAsync(AjpLink link, TimeSpan limit, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        try
        {
            return await link.PingAsync(both.Token).ConfigureAwait(false)
                ? ProbeResult.Well()
                : ProbeResult.Faulted(reason: "what came is no CPONG");
        }
        catch (Exception e) when (AjpExchange.IsTrouble(e) && !cancel.IsCancellationRequested)
        {
            return over.IsCancellationRequested ? ProbeResult.TimedOut(e) : ProbeResult.Faulted(e, "the connection broke");
        }
    }
}
