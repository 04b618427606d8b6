using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Balancing.Http;
using Balancing.Probing;

namespace Balancing;

/// <summary>
/// The built-in prober (mod_proxy_hcheck.c: hc_check_tcp, hc_check_http): TCP to any member with an address, HTTP/1.0 and HTTP/1.1 to
/// members of the schemes http, https, ws and wss, HTTP/2 to those of h2 and h2c whatever version the method names. Each probe has a connection of its own, which is closed afterwards; no redirect is
/// followed.
/// </summary>
/// <param name="time">The clock of time limits. Default: the system's.</param>
/// <param name="tls">Changes the TLS settings for a member: a private root, a client certificate. The member's own name is verified unless this switches it off (R59). Default: nothing is changed.</param>
public sealed class HttpProber(TimeProvider? time = null, Action<MemberUrl, SslClientAuthenticationOptions>? tls = null) : Prober
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public override bool Knows(Member member, HealthCheckPlan check)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(check);
        var reachable = member.Url.UnixSocket is not null || member.Url.Port > 0;
        return check.Method switch
        {
            HcMethod.None or HcMethod.CPing => false,
            HcMethod.Tcp => reachable,
            _ => reachable && member.Url.Scheme is "http" or "https" or "ws" or "wss" or "h2" or "h2c",
        };
    }

    /// <inheritdoc/>
    public override async ValueTask<ProbeResult> ProbeAsync(Member member, HealthCheckPlan check, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(check);
        var talks = check.Method != HcMethod.Tcp;
        Stream stream;
        using (var limit = Limit(ProbeLimits.Connect(member.Plan), cancel))
        {
            try
            {
                stream = await ProbeDoor.OpenAsync(member, talks, tls, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (IsTrouble(e) && !cancel.IsCancellationRequested)
            {
                return ProbeResult.ConnectFailed(e, limit.Source.IsCancellationRequested ? "not in time" : ReasonOf(e));
            }
        }

        await using (stream.ConfigureAwait(false))
        {
            return talks ? await TalkAsync(stream, member, check, cancel).ConfigureAwait(false)
                : ProbeDoor.IsStillOpen(stream) ? ProbeResult.Well() : ProbeResult.Faulted(reason: "the connection was closed at once");
        }
    }

    private async ValueTask<ProbeResult> TalkAsync(Stream stream, Member member, HealthCheckPlan check, CancellationToken cancel)
    {
        using var limit = Limit(ProbeLimits.Answer(member.Plan, check.Method), cancel);
        try
        {
            if (member.Url.Scheme is "h2" or "h2c")
            {
                var (facts, text) = await Http2Probe.AskAsync(stream, member, check, limit.Token).ConfigureAwait(false);
                return ProbeResult.Answered(facts, text);
            }

            await stream.WriteAsync(ProbeRequest.Of(member.Url, check), limit.Token).ConfigureAwait(false);
            await stream.FlushAsync(limit.Token).ConfigureAwait(false);
            var reader = new ProbeReader(stream, member.Plan.ResponseFieldSize, limit.Token);
            var response = await ProbeAnswer.ReadHeadAsync(reader).ConfigureAwait(false);
            var body = check.Method is HcMethod.Get or HcMethod.Get11 ? await ProbeAnswer.ReadBodyAsync(reader, response).ConfigureAwait(false) : "";
            return ProbeResult.Answered(response, body);
        }
        catch (InvalidDataException e)
        {
            return ProbeResult.Faulted(e, e.Message); // our own words
        }
        catch (Exception e) when (IsTrouble(e) && !cancel.IsCancellationRequested)
        {
            return limit.Source.IsCancellationRequested ? ProbeResult.TimedOut(e) : ProbeResult.Faulted(e, "the connection broke");
        }
    }

    private TimeLimit Limit(TimeSpan limit, CancellationToken cancel) => new(limit, _time, cancel);

    private static bool IsTrouble(Exception e) =>
        e is SocketException or IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException or InvalidOperationException;

    private static string ReasonOf(Exception e) => e switch
    {
        SocketException socket => socket.SocketErrorCode.ToString(),
        AuthenticationException => "TLS failed",
        _ => "",
    };

    private sealed class TimeLimit : IDisposable
    {
        private readonly CancellationTokenSource _linked;

        public TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken cancel)
        {
            Source = new CancellationTokenSource(limit, time);
            _linked = CancellationTokenSource.CreateLinkedTokenSource(Source.Token, cancel);
        }

        public CancellationTokenSource Source { get; }

        public CancellationToken Token => _linked.Token;

        public void Dispose()
        {
            _linked.Dispose();
            Source.Dispose();
        }
    }
}
