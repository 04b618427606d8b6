using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>What a gateway takes from its surroundings. Everything that httpd can say is said in the site and the balancers instead.</summary>
public sealed class GatewayOptions
{
    /// <summary>Transports for further schemes, asked in order before the built-in one and before those registered in DI. Default: none.</summary>
    public IList<IMemberTransport> Transports { get; } = [];

    /// <summary>
    /// Name of a header that tells with every answer of the gateway what was decided: balancer, members asked and how each ended, session,
    /// rule. For tests and debugging; it names members to clients. Default: null, none.
    /// </summary>
    public string? DecisionHeader { get; set; }

    /// <summary>What speaks HTTP/1.1 to <c>http</c> and <c>https</c> members. Default: <see cref="BackendClient.Own"/>.</summary>
    public BackendClient Client { get; set; }

    /// <summary>Most of what a client or a member may say.</summary>
    public GatewayLimits Limits { get; } = new();

    /// <summary>What the application runs on; older than <see cref="RuntimePatch.Oldest"/> gets a warning.</summary>
    internal Version Runtime { get; set; } = RuntimePatch.Here;

    /// <summary>Comes between a client and its connection to a member. For tests that make it fail.</summary>
    internal Func<Stream, Socket, Stream> Between { get; set; } = static (stream, _) => stream;

    /// <summary>
    /// Continues on the thread that heard of a connection, Kestrel's and those to members, instead of handing over to the thread pool: less
    /// processor time for each request. The price: code of the application that blocks or computes for long then holds up other connections.
    /// It is decided for the whole process when the server starts, and before that no socket may have been used. Default: false.
    /// </summary>
    public bool InlineScheduling { get; set; }

    /// <summary>The clock of time-outs. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>
    /// Finds the name of a client's address for <c>Require host</c>; asked only when the answer to a request hangs on it, and kept for a
    /// minute. It must be verified: the name's own addresses hold the client's. Empty: there is none. Null: not known, then host rules
    /// let nobody in, negated ones neither. Default: DNS, asked both ways (httpd: HostnameLookups Double).
    /// </summary>
    public Func<IPAddress, CancellationToken, ValueTask<string?>>? ClientHost { get; set; }

    /// <summary>
    /// Finds the addresses of a member's name, in the order in which they are tried. What it found is used until <c>addressttl</c> is over or
    /// none of them takes a connection. An exception means that there are none. Default: the system's DNS.
    /// </summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; } = Dns.GetHostAddressesAsync;

    /// <summary>
    /// Longest time of a whole request, from its head to the last byte of its answer, whoever is slow; above zero. Beyond it: 504 when nothing
    /// of the answer was sent, else the client's connection is aborted. A member is blamed, as by its <c>timeout</c>, only when it was the one
    /// waited for. Tunnels have <see cref="TunnelTotalTimeout"/> instead, once they are open. Default: <see cref="Timeout.InfiniteTimeSpan"/>, none
    /// (httpd: the same) (R43).
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Longest silence of both sides of a tunnel, above zero, or <see cref="Timeout.InfiniteTimeSpan"/> for any. Default: null, as long as the
    /// member may be silent: its timeout, else the site's, else 60 s (httpd: the same).
    /// </summary>
    public TimeSpan? TunnelIdleTimeout { get; set; }

    /// <summary>
    /// Longest life of a tunnel, above zero, or <see cref="Timeout.InfiniteTimeSpan"/> for any (R38). Default: 24 hours; httpd has no limit.
    /// </summary>
    public TimeSpan TunnelTotalTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Most tunnels at one time, handshakes on their way included; 0 for none. Who asks for one more gets a 503 (R42). Default: 10 000; httpd's is
    /// its number of threads.
    /// </summary>
    public int TunnelLimit { get; set; } = 10_000;

    /// <summary>
    /// How long a client may be silent after the member has ended its side of a tunnel, zero or more. Over HTTP/1.1 the server cannot say so
    /// to the client without closing the connection, which takes from it the chance to go on. Longer for protocols whose servers end first
    /// and go on listening; a client of HTTP/2 is told at once. Default: 100 ms (D31).
    /// </summary>
    public TimeSpan TunnelLinger { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Changes the TLS settings of connections to <c>https</c> members: client certificates, a private root. The member's own name is
    /// verified unless you switch that off here (R59). Default: nothing is changed.
    /// </summary>
    public Action<MemberUrl, SslClientAuthenticationOptions>? Tls { get; set; }
}
