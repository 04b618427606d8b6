using Microsoft.AspNetCore.Http.Features;

namespace Balancing.AspNetCore;

/// <summary>
/// One request on its way to a member. Nothing of it names a host: where it goes is <see cref="Member"/> alone (R31). It is the transport's
/// until its answer was disposed of; then it may stand for another request.
/// </summary>
public sealed class MemberRequest
{
    internal MemberRequest(Patience patience) => Patience = patience;

    /// <summary>The attempt. What goes out is counted with <see cref="Balancing.Attempt.Count"/> as it flows; what comes in is not the transport's to count.</summary>
    public Attempt Attempt { get; private set; } = null!;

    /// <summary>The member to send to.</summary>
    public Member Member => Attempt.Member;

    /// <summary>The request as the engine knows it.</summary>
    public RequestFacts Facts { get; private set; }

    /// <summary>Path and query to ask for, encoded, with a leading slash.</summary>
    public string Target { get; private set; } = "/";

    /// <summary>The header lines, Host first. Framing and Connection are the transport's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; internal set; } = [];

    /// <summary>The body, or null when there is none.</summary>
    public RequestBody? Body { get; internal set; }

    /// <summary>The request's environment, for the variables by which httpd steers its transports; null when nothing is set.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; private set; }

    /// <summary>No connection that was used before may carry it (D11; httpd: proxy-initial-not-pooled).</summary>
    public bool NeedsFreshConnection { get; internal set; }

    /// <summary>The client waits for leave to send its body (RFC 9110 §10.1.1).</summary>
    public bool ExpectsContinue { get; internal set; }

    /// <summary>
    /// The protocol that the client asks for and the member allows, for example <c>websocket</c>; the request then has no body. A 101 in
    /// answer to it comes with <see cref="MemberAnswer.Tunnel"/>. Default: null, the request asks for none (R38).
    /// </summary>
    public string? Upgrade { get; internal set; }

    /// <summary>The client takes trailers (<c>TE: trailers</c>), so the member is told the same (RFC 9110 §10.1.4). Default: false.</summary>
    public bool WantsTrailers { get; internal set; }

    /// <summary>
    /// Takes each interim answer but 100 and 101, with its lines as received, before the final answer is read; null when nobody wants them. At
    /// most 16 of a request (R34). A transport that cannot hear interim answers never calls it. Default: null.
    /// </summary>
    public Func<int, IReadOnlyList<KeyValuePair<string, string>>, ValueTask>? OnInterim { get; internal set; }

    /// <summary>Longest silence of the member (httpd: timeout, else ProxyTimeout). Default: 60 s.</summary>
    public TimeSpan Timeout { get; private set; }

    /// <summary>
    /// What the server knows of the client's connection and of its request, for a transport that has to say so to the member: addresses
    /// (<see cref="IHttpConnectionFeature"/>), TLS (<see cref="ITlsConnectionFeature"/>), the authenticated user
    /// (<c>IHttpAuthenticationFeature</c>). To look at, not to change.
    /// </summary>
    public IFeatureCollection Client { get; internal set; } = null!; // set when it begins

    /// <summary>Local address to connect from, or null (httpd: ProxySourceAddress).</summary>
    public System.Net.IPAddress? SourceAddress { get; private set; }

    /// <summary>The site that the request came to.</summary>
    internal SitePlan Site { get; private set; } = null!;

    /// <summary>The clock of the member's silence. Its token ends with the client too.</summary>
    internal Patience Patience { get; }

    /// <summary>The clock that a transport has in place of it until the head of the answer is here, if it has one.</summary>
    internal Patience? Other { get; set; }

    /// <summary>The member is waited for.</summary>
    internal bool IsMembersTurn => Patience.Runs || Other is { Runs: true };

    /// <summary>Another attempt, or another request.</summary>
    internal void Begin(Attempt attempt, SitePlan site, in RequestFacts facts, IReadOnlyDictionary<string, string>? environment, CancellationToken client)
    {
        (Attempt, Facts, Environment, Target) = (attempt, facts, environment, attempt.Path);
        Timeout = attempt.Member.Plan.Timeout ?? site.Timeout ?? TimeSpan.FromSeconds(60);
        (SourceAddress, Other, Site) = (site.SourceAddress, null, site);
        Patience.Begin(Timeout, client);
    }
}
