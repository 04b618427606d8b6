using System.Collections.Frozen;

namespace Balancing.Rewriting;

/// <summary>The X-Forwarded-* lines to send; null for none.</summary>
/// <param name="For">X-Forwarded-For.</param>
/// <param name="Host">X-Forwarded-Host.</param>
/// <param name="Server">X-Forwarded-Server.</param>
internal readonly record struct ForwardedValues(string? For, string? Host, string? Server);

/// <summary>
/// What a gateway passes on and adds, for any transport (httpd: proxy_util.c, ap_proxy_create_hdrbrgd). The order is
/// R17's: check, copy what is not dropped, then add; so a client can never remove what we add.
/// </summary>
internal sealed class ForwardingRules
{
    // R16 and R1: of this hop, or made anew by the transport, or made anew here. Proxy would become HTTP_PROXY (R12).
    private static readonly FrozenSet<string> OfThisHop = FrozenSet.ToFrozenSet(
        ["Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
         "HTTP2-Settings"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> MadeAnew = FrozenSet.ToFrozenSet(
        ["Host", "Content-Length", "Expect", "Proxy", "Max-Forwards", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Server"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Refusal BadHost = Refusal.Malformed("BadHost", 400, "the Host header is not a host with an optional port");
    private static readonly Refusal BadNomination =
        Refusal.Malformed("BadNomination", 400, "the Connection header names a header that must not be removed");

    private readonly SitePlan _plan;
    private readonly FrontName _front;
    private readonly PeerTrust _trust;
    private readonly AddressTexts _addresses = new();
    private readonly FrozenSet<int> _overridden;

    private ForwardingRules(SitePlan plan)
    {
        _plan = plan;
        _front = FrontName.Of(plan);
        _trust = new PeerTrust(plan.TrustedProxies);
        _overridden = plan.ErrorOverride.ToFrozenSet();
    }

    /// <summary>What is said of the way (httpd: ProxyVia).</summary>
    public Via Via => _plan.Via;

    /// <summary>The rules of a site.</summary>
    public static ForwardingRules Of(SitePlan plan) => new(plan);

    /// <summary>Null when the request may go on; otherwise 400 (R17, R19).</summary>
    public static Refusal? Check(in RequestFacts facts, in Nomination nominated) =>
        nominated.IsForbidden ? BadNomination
        : facts.Host is not null && !FieldText.TryHost(facts.Host, out _, out _) ? BadHost
        : null;

    /// <summary>The peer's own forwarding headers are believed (R18).</summary>
    public bool Trusts(in RequestFacts facts) => _trust.Includes(facts.ClientAddress);

    /// <summary>
    /// The client's line is not copied. What a transport makes anew is among them: Host, Content-Length, Expect, and
    /// Upgrade where it is allowed (R38).
    /// </summary>
    /// <param name="name">Header name.</param>
    /// <param name="nominated">What the client's Connection names.</param>
    /// <param name="isTrusted">The answer of <see cref="Trusts"/>.</param>
    public bool DropsFromRequest(string name, in Nomination nominated, bool isTrusted) =>
        HidesFromRules(name, in nominated, isTrusted) || IsMadeAnew(name);

    /// <summary>Not even a RequestHeader rule sees the client's line. What a rule itself makes has no such limits.</summary>
    public bool HidesFromRules(string name, in Nomination nominated, bool isTrusted) =>
        OfThisHop.Contains(name) || nominated.Removes(name)
        || (!_plan.UnderscoreHeaders && name.Contains('_', StringComparison.Ordinal))
        || (!isTrusted && SaysWhoAsked(name));

    /// <summary>The line is not copied, because the transport or we write one of our own, with what it says where that matters.</summary>
    public bool IsMadeAnew(string name) =>
        OfThisHop.Contains(name) || MadeAnew.Contains(name)
        || (_plan.ForwardedProto && name.Equals("X-Forwarded-Proto", StringComparison.OrdinalIgnoreCase))
        || (_plan.Forwarded && name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase))
        || (_plan.Via != Via.Off && name.Equals("Via", StringComparison.OrdinalIgnoreCase));

    /// <summary>The backend's line is not copied. A transport that passes on 101 adds Upgrade itself.</summary>
    public static bool DropsFromResponse(string name, in Nomination nominated) =>
        OfThisHop.Contains(name) || nominated.Removes(name);

    /// <summary>
    /// The member hears of the client and of our name by the protocol itself, so that no X-Forwarded-* and no Via is added; one that is
    /// believed goes on as it came (mod_proxy_ajp: ajp_marshal_into_msgb).
    /// </summary>
    public static bool TellsByItself(MemberUrl target) => target.Scheme == "ajp";

    /// <summary>
    /// The Host to send: the client's own with ProxyPreserveHost, and always over AJP, else the target's; the port unless it is the default.
    /// </summary>
    public string HostFor(MemberUrl target, in RequestFacts facts) =>
        TellsByItself(target) ? facts.Host ?? _front.Configured(FrontName.SchemeOf(in facts)) ?? target.Authority
        : _plan.PreserveHost ? facts.Host ?? _front.Configured(target.Scheme) ?? target.Authority : target.Authority;

    /// <summary>
    /// The X-Forwarded-* lines (R18): ours, appended to a trusted peer's. With ProxyAddHeaders Off a trusted peer's alone,
    /// as recorded.
    /// </summary>
    /// <param name="facts">The request.</param>
    /// <param name="received">The lines as received, each name's joined with <c>", "</c>.</param>
    public ForwardedValues Forwarded(in RequestFacts facts, in ForwardedValues received) =>
        Added(in facts, Trusts(facts) ? received : default);

    /// <summary>The same to lines that are believed, or that a rule wrote.</summary>
    public ForwardedValues Added(in RequestFacts facts, in ForwardedValues kept)
    {
        if (!_plan.AddHeaders)
        {
            return kept;
        }

        var peer = facts.ClientAddress is { } address ? _addresses.Of(address) : null;
        return new(Append(kept.For, peer), Append(kept.Host, facts.Host), Append(kept.Server, _front.Server(facts)));
    }

    /// <summary>X-Forwarded-Proto to send, or null for none of ours. A believed peer knows better how its client came.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="received">What a believed peer or a rule says, or null.</param>
    public string? Proto(in RequestFacts facts, string? received) =>
        !_plan.ForwardedProto ? null : string.IsNullOrEmpty(received) ? FrontName.SchemeOf(in facts) : received;

    /// <summary>Forwarded to send, or null for none of ours; appended to what a believed peer or a rule says (RFC 7239).</summary>
    public string? Standard(in RequestFacts facts, string? received) =>
        _plan.Forwarded ? Append(received, ForwardedText.Of(in facts)) : null;

    /// <summary>The Via line of the request, or null for none of ours (then the client's is copied, or dropped with Block).</summary>
    /// <param name="facts">The request.</param>
    /// <param name="received">The client's Via, or null.</param>
    /// <param name="protocol">The client's protocol, <c>HTTP/1.1</c>.</param>
    public string? RequestVia(in RequestFacts facts, string? received, string protocol) =>
        ResponseVia(facts, protocol) is { } ours ? Append(received, ours) : null;

    /// <summary>The Via line to add to the response, or null.</summary>
    public string? ResponseVia(in RequestFacts facts, string protocol)
    {
        if (_plan.Via is Via.Off or Via.Block)
        {
            return null;
        }

        var version = protocol.StartsWith("HTTP/", StringComparison.OrdinalIgnoreCase) ? protocol[5..] : protocol;
        return $"{version} {_front.ReceivedBy(facts)}{(_plan.Via == Via.Full ? " (Balancer)" : "")}";
    }

    /// <summary>What Max-Forwards asks of us.</summary>
    public MaxForwards MaxForwards(string method, string? received) => Rewriting.MaxForwards.Of(method, received, _plan.MaxForwards);

    /// <summary>The backend's body is replaced by our own (httpd: ap_proxy_should_override).</summary>
    public bool Overrides(int status) => _overridden.Contains(status);

    /// <summary>The only header that an overridden answer keeps: the challenge of a 401.</summary>
    public static bool KeepsWhenOverridden(string name, int status) =>
        status == 401 && name.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase);

    private static bool SaysWhoAsked(string name) =>
        name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase);

    // httpd: apr_table_mergen.
    private static string? Append(string? before, string? more) =>
        string.IsNullOrEmpty(before) ? more : more is null ? before : $"{before}, {more}";
}
