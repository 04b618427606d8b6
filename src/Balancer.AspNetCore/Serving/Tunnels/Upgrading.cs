using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>
/// A request that asks for another protocol: which one its member is asked for, whether the answer begins a tunnel, and the tunnel itself
/// (R38). An answer that begins none is an ordinary one.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="ask">What it asks for.</param>
/// <param name="facts">The request as the engine knows it.</param>
/// <param name="tunnels">All tunnels.</param>
internal sealed class Upgrading(HttpContext context, UpgradeAsk ask, RequestFacts facts, Tunnels tunnels)
{
    /// <summary>That of a request, or null: most ask for nothing.</summary>
    public static Upgrading? Of(HttpContext context, in RequestFacts facts, Tunnels tunnels) =>
        UpgradeAsk.Of(context) is { } ask ? new Upgrading(context, ask, facts, tunnels) : null;

    /// <summary>What its member is asked for. The place among the tunnels is to be given back with <see cref="End"/>.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="lines">The header lines for the member.</param>
    /// <param name="isHttp10">The member is spoken to in HTTP/1.0, which knows no upgrade.</param>
    public UpgradeStep Begin(Attempt attempt, IReadOnlyList<KeyValuePair<string, string>> lines, bool isHttp10)
    {
        var protocol = isHttp10 ? null : ask.AllowedBy(attempt.Member.Plan.Upgrade);
        if (protocol is null)
        {
            return new UpgradeStep(null, lines, ask.IsExtendedConnect ? Refusal.NoUpgrade : null);
        }

        if (facts.BodyIsSpent)
        {
            return new UpgradeStep(null, lines, Refusal.UpgradeWithBody);
        }

        if (!tunnels.TryEnter(attempt.Member))
        {
            return new UpgradeStep(null, lines, Refusal.TooManyTunnels);
        }

        return ask.IsExtendedConnect ? WithKey(protocol, lines) : new UpgradeStep(protocol, lines);
    }

    /// <summary>The attempt is over.</summary>
    public void End(in UpgradeStep step)
    {
        if (step.Protocol is not null)
        {
            tunnels.Leave();
        }
    }

    /// <summary>True when the answer is not to be relayed as an ordinary one: a 101, or what a client of HTTP/2 would take for one.</summary>
    /// <param name="upgrading">What the request asks for, if it asks.</param>
    /// <param name="status">The member's status.</param>
    public static bool Takes(Upgrading? upgrading, int status) =>
        status == StatusCodes.Status101SwitchingProtocols || (upgrading is { IsExtendedConnect: true } && status is >= 200 and < 300);

    private bool IsExtendedConnect => ask.IsExtendedConnect;

    /// <summary>Opens the tunnel and runs it to its end.</summary>
    /// <param name="step">What the member was asked for.</param>
    /// <param name="sent">The request to it.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="lines">The header lines for the client.</param>
    public async ValueTask<Outcome> RunAsync(
        UpgradeStep step, MemberRequest sent, MemberAnswer answer, IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        if (Handshake.Judge(step, answer, out var protocol) is { } problem)
        {
            return Outcome.Faulted(new InvalidDataException(problem));
        }

        WriteHead(lines, protocol);
        ClientSide client;
        try
        {
            client = await ClientSide.OpenAsync(context, ask.IsExtendedConnect).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            return Outcome.Refused(Refusal.TooManyTunnels); // the server's own limit
        }

        var halves = !Steering.HasNoHalfClose(sent);
        await tunnels.RunAsync(client, answer.Tunnel!, sent, halves, context.RequestAborted).ConfigureAwait(false);
        return Outcome.Completed(answer.Status);
    }

    /// <summary>A member that says with 426 what it wants to be asked for is quoted (RFC 9110 §15.5.22).</summary>
    public void Quote(UpgradeStep step, MemberAnswer answer)
    {
        if (answer.Status == StatusCodes.Status426UpgradeRequired && !ask.IsExtendedConnect && Handshake.ProtocolOf(answer) is { } protocol
            && protocol.Equals(step.Protocol, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.Upgrade = protocol;
            context.Response.Headers.Connection = "Upgrade, keep-alive";
        }
    }

    private void WriteHead(IReadOnlyList<KeyValuePair<string, string>> lines, string protocol)
    {
        var isHttp2 = ask.IsExtendedConnect;
        var kept = lines.Where(l => !Handshake.IsFraming(l.Key) && !(isHttp2 && l.Key.Equals(Handshake.Accept, StringComparison.OrdinalIgnoreCase)));
        ResponseWriter.WriteHead(context.Response, isHttp2 ? StatusCodes.Status200OK : StatusCodes.Status101SwitchingProtocols, kept);
        if (!isHttp2)
        {
            context.Response.Headers.Upgrade = protocol;
        }
    }

    private static UpgradeStep WithKey(string protocol, IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        var key = WebSocketKey.Make();
        return new UpgradeStep(
            protocol, [.. lines.Where(l => !l.Key.Equals("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase)), new("Sec-WebSocket-Key", key)], Key: key);
    }
}

/// <summary>What a member is asked for.</summary>
/// <param name="Protocol">The protocol, or null for an ordinary request.</param>
/// <param name="Lines">The header lines.</param>
/// <param name="Refusal">Why it is not asked at all, or null.</param>
/// <param name="Key">The key of the handshake when it is ours, or null.</param>
internal readonly record struct UpgradeStep(
    string? Protocol, IReadOnlyList<KeyValuePair<string, string>> Lines, Refusal? Refusal = null, string? Key = null);
