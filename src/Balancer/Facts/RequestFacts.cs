using System.Net;

namespace Balancing;

/// <summary>
/// What the engine may know of one request, without any transport. A cheap value: building one from what a host
/// already holds allocates nothing.
/// </summary>
public readonly struct RequestFacts
{
    private readonly string? _method;
    private readonly string? _target;

    /// <summary>The request method as received. Default: <c>GET</c>.</summary>
    public string Method { get => _method ?? "GET"; init => _method = value; }

    /// <summary>
    /// The request target as received, still percent-encoded: path and query (RFC 9112 §3.2.1). Default: <c>/</c>.
    /// </summary>
    public string Target { get => _target ?? "/"; init => _target = value; }

    /// <summary>The value of the Host header (authority), or null when there is none.</summary>
    public string? Host { get; init; }

    /// <summary>The combined value of the Cookie header (several lines joined with <c>"; "</c>), or null.</summary>
    public string? CookieHeader { get; init; }

    /// <summary>The peer's address taken from the connection, never from a header (R18); null when unknown.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>
    /// The name of <see cref="ClientAddress"/>, verified by asking for the name's addresses in turn, for <c>Require host</c>. Empty:
    /// looked for, and there is none. Default: null, nobody looked; then a host rule lets nobody in, and negated it does not either.
    /// </summary>
    public string? ClientHost { get; init; }

    /// <summary>The scheme the client speaks to us with (<c>http</c> or <c>https</c>). Default: null, taken as http.</summary>
    public string? Scheme { get; init; }

    /// <summary>The client's protocol, for example <c>HTTP/1.1</c>, for rules that look at it. Default: null, taken as HTTP/1.1.</summary>
    public string? Protocol { get; init; }

    /// <summary>
    /// All header lines of the request, for rules that look at others than Host and Cookie. Default: null, such rules see none.
    /// </summary>
    public IRequestHeaders? Headers { get; init; }

    /// <summary>
    /// A session route known to the host without any URL or cookie (a lobby ticket, a connection's own state).
    /// It is looked at before path, query and cookie. Default: null.
    /// </summary>
    public string? SessionRoute { get; init; }

    /// <summary>A key for election methods that hash (a player, a tenant). Default: null.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// True when the body is gone once it has been sent: a request that may have reached a backend is then never
    /// sent again (R40). Default: false, the body is absent or can be sent again.
    /// </summary>
    public bool BodyIsSpent { get; init; }

    /// <summary>
    /// Request environment (httpd: variables set early, as by SetEnvIf), for <c>no-proxy</c> and interpolation.
    /// Default: null, nothing set.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Facts of a GET request.</summary>
    /// <param name="target">Path and query as received, for example <c>/app/cart?x=1</c>.</param>
    public static RequestFacts Get(string target) => For("GET", target);

    /// <summary>Facts of a POST request.</summary>
    /// <param name="target">Path and query as received.</param>
    public static RequestFacts Post(string target) => For("POST", target);

    /// <summary>Facts of a request with any method.</summary>
    /// <param name="method">The method as received.</param>
    /// <param name="target">Path and query as received.</param>
    public static RequestFacts For(string method, string target) => new() { Method = method, Target = target };

    /// <summary>Facts of something that is no HTTP request: only a key to be placed by.</summary>
    /// <param name="key">The player, the tenant, the shard key.</param>
    public static RequestFacts ForKey(string key) => new() { Key = key };

    /// <summary>The same facts with one more cookie.</summary>
    /// <param name="name">Cookie name, case-sensitive.</param>
    /// <param name="value">Cookie value as the client sends it.</param>
    public RequestFacts Cookie(string name, string value) =>
        this with { CookieHeader = CookieHeader is null ? $"{name}={value}" : $"{CookieHeader}; {name}={value}" };

    /// <summary>The same facts with one more header line. Host and cookies have verbs of their own.</summary>
    /// <param name="name">Header name.</param>
    /// <param name="value">Header value.</param>
    public RequestFacts Header(string name, string value) =>
        this with { Headers = new RequestHeaderList([.. Headers?.Lines ?? [], new(name, value)]) };

    /// <summary>The same facts with another Host.</summary>
    /// <param name="host">The authority, for example <c>www.example.com:8443</c>.</param>
    public RequestFacts OnHost(string host) => this with { Host = host };

    /// <summary>The same facts from another client.</summary>
    /// <param name="client">The peer's address.</param>
    public RequestFacts From(IPAddress client) => this with { ClientAddress = client };

    /// <summary>The same facts with a session route that the host knows by itself.</summary>
    /// <param name="route">The route, compared case-sensitively with the members' routes.</param>
    public RequestFacts InSession(string route) => this with { SessionRoute = route };

    /// <summary>The same facts with one more environment variable.</summary>
    /// <param name="name">Variable name.</param>
    /// <param name="value">Its value.</param>
    public RequestFacts Env(string name, string value)
    {
        var all = Environment is null
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : new Dictionary<string, string>(Environment, StringComparer.Ordinal);
        all[name] = value;
        return this with { Environment = all };
    }
}
