using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>
/// A request that asks for another protocol: which one its member is asked for, whether the answer begins a tunnel, and the tunnel itself
/// (R38). An answer that begins none is an ordinary one.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="ask">What it asks for.</param>
/// <param name="request">The request as the engine knows it.</param>
/// <param name="tunnels">All tunnels.</param>
internal sealed class Upgrading(HttpContext context, UpgradeAsk ask, BalancedRequest request, Tunnels tunnels)
{
    private string? _key; // of the handshake, when it is ours

    /// <summary>What the member is asked for, or null for an ordinary request.</summary>
    public string? Protocol { get; private set; }

    /// <summary>The header lines for the member.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Lines { get; private set; } = [];

    /// <summary>That of a request, or null: most ask for nothing.</summary>
    public static Upgrading? Of(HttpContext context, BalancedRequest request, Tunnels tunnels) =>
        UpgradeAsk.Of(context) is { } ask ? new Upgrading(context, ask, request, tunnels) : null;

    /// <summary>True when the answer is not to be relayed as an ordinary one: a 101, or what a client of HTTP/2 would take for one.</summary>
    /// <param name="upgrading">What the request asks for, if it asks.</param>
    /// <param name="status">The member's status.</param>
    public static bool Takes(Upgrading? upgrading, int status) =>
        status == StatusCodes.Status101SwitchingProtocols || (upgrading is { IsHttp2: true } && status is >= 200 and < 300);

    /// <summary>Opens the tunnel and runs it to its end.</summary>
    /// <param name="upgrading">What the request asks for, if it asks.</param>
    /// <param name="sent">The request to the member.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="lines">The header lines for the client.</param>
    public static ValueTask<Outcome> RunAsync(
        Upgrading? upgrading, MemberRequest sent, MemberAnswer answer, IReadOnlyList<KeyValuePair<string, string>> lines) =>
        Handshake.Judge(upgrading?.Protocol, upgrading?._key, answer) is { } problem
            ? new ValueTask<Outcome>(Outcome.Faulted(new InvalidDataException(problem)))
            : upgrading!.RunAsync(sent, answer, lines);

    /// <summary>Decides what the member of an attempt is asked for. Whatever it says, <see cref="End"/> follows.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="lines">The header lines for the member.</param>
    /// <returns>Null, or why the member is not asked at all.</returns>
    public Refusal? Begin(Attempt attempt, IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        Lines = lines;
        var (plan, scheme) = (attempt.Member.Plan, attempt.Member.Url.Scheme);
        var speaksHttp1 = !Steering.IsHttp10(request.Hit.Environment) && scheme is not ("h2" or "h2c" or "ajp");
        var allowed = speaksHttp1 ? ask.AllowedBy(plan.Upgrade) : null;
        if (allowed is null)
        {
            return IsHttp2 || scheme == "ajp" ? Refusal.NoUpgrade : null; // over AJP it would look like an ordinary request
        }

        if (request.Facts.BodyIsSpent)
        {
            return Refusal.UpgradeWithBody;
        }

        if (!tunnels.TryEnter(attempt.Member))
        {
            return Refusal.TooManyTunnels;
        }

        Protocol = allowed;
        if (IsHttp2)
        {
            _key = WebSocketKey.Make();
            Lines = [.. lines.Where(l => !l.Key.Equals("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase)), new("Sec-WebSocket-Key", _key)];
        }

        return null;
    }

    /// <summary>The attempt is over.</summary>
    public void End()
    {
        if (Protocol is not null)
        {
            (Protocol, _key) = (null, null);
            tunnels.Leave();
        }
    }

    /// <summary>A member that says with 426 what it wants to be asked for is quoted (RFC 9110 §15.5.22).</summary>
    /// <param name="answer">Its answer.</param>
    public void Quote(MemberAnswer answer)
    {
        if (answer.Status == StatusCodes.Status426UpgradeRequired && !IsHttp2 && Handshake.ProtocolOf(answer) is { } protocol
            && protocol.Equals(Protocol, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.Upgrade = protocol;
            context.Response.Headers.Connection = "Upgrade, keep-alive";
        }
    }

    private bool IsHttp2 => ask.IsExtendedConnect;

    private async ValueTask<Outcome> RunAsync(MemberRequest sent, MemberAnswer answer, IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        WriteHead(lines, Handshake.ProtocolOf(answer)!);
        ClientSide client;
        try
        {
            client = await ClientSide.OpenAsync(context, IsHttp2).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            return Outcome.Refused(Refusal.TooManyTunnels); // the server's own limit
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return Outcome.ClientGone();
        }

        var halves = !Steering.HasNoHalfClose(sent);
        await tunnels.RunAsync(client, answer.Tunnel!, sent, halves, context.RequestAborted).ConfigureAwait(false);
        return Outcome.Completed(answer.Status);
    }

    private void WriteHead(IReadOnlyList<KeyValuePair<string, string>> lines, string protocol)
    {
        var kept = lines.Where(l => !Handshake.IsFraming(l.Key) && !(IsHttp2 && l.Key.Equals(Handshake.Accept, StringComparison.OrdinalIgnoreCase)));
        ResponseWriter.WriteHead(context.Response, IsHttp2 ? StatusCodes.Status200OK : StatusCodes.Status101SwitchingProtocols, [.. kept]);
        if (!IsHttp2)
        {
            context.Response.Headers.Upgrade = protocol;
        }
    }
}
