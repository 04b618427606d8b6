namespace Balancing.AspNetCore;

/// <summary>One request on its way to a member. Nothing of it names a host: where it goes is <see cref="Member"/> alone (R31).</summary>
public sealed class MemberRequest
{
    internal MemberRequest(Attempt attempt, SitePlan site, RequestFacts facts)
    {
        Attempt = attempt;
        Facts = facts;
        Timeout = attempt.Member.Plan.Timeout ?? site.Timeout ?? TimeSpan.FromSeconds(60);
        SourceAddress = site.SourceAddress;
    }

    /// <summary>The attempt. What goes out is counted with <see cref="Balancing.Attempt.Count"/> as it flows; what comes in is not the transport's to count.</summary>
    public Attempt Attempt { get; }

    /// <summary>The member to send to.</summary>
    public Member Member => Attempt.Member;

    /// <summary>The request as the engine knows it.</summary>
    public RequestFacts Facts { get; }

    /// <summary>Path and query to ask for, encoded, with a leading slash.</summary>
    public required string Target { get; init; }

    /// <summary>The header lines, Host first. Framing and Connection are the transport's own.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body, or null when there is none.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>The request's environment, for the variables by which httpd steers its transports; null when nothing is set.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>No connection that was used before may carry it (D11; httpd: proxy-initial-not-pooled).</summary>
    public bool NeedsFreshConnection { get; init; }

    /// <summary>The client waits for leave to send its body (RFC 9110 §10.1.1).</summary>
    public bool ExpectsContinue { get; init; }

    /// <summary>The client takes trailers (<c>TE: trailers</c>), so the member is told the same (RFC 9110 §10.1.4). Default: false.</summary>
    public bool WantsTrailers { get; init; }

    /// <summary>
    /// Takes each interim answer but 100 and 101, with its lines as received, before the final answer is read; null when nobody wants them. At
    /// most 16 of a request (R34). A transport that cannot hear interim answers never calls it. Default: null.
    /// </summary>
    public Func<int, IReadOnlyList<KeyValuePair<string, string>>, ValueTask>? OnInterim { get; init; }

    /// <summary>Longest silence of the member (httpd: timeout, else ProxyTimeout). Default: 60 s.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Local address to connect from, or null (httpd: ProxySourceAddress).</summary>
    public System.Net.IPAddress? SourceAddress { get; }
}
