using System.Runtime.InteropServices;
using Balancing.Expressions;
using Balancing.Mapping;
using Balancing.Rewriting;

namespace Balancing;

/// <summary>
/// What a gateway that speaks HTTP passes on, drops and adds, for any transport: header lines in, header lines out
/// (httpd: proxy_util.c, ap_proxy_create_hdrbrgd; mod_proxy_http.c, ap_proxy_http_process_response).
/// </summary>
public sealed partial class GatewayRules
{
    private static readonly Refusal BadRequestField = Refusal.Malformed("BadField", 400, "a request header is not valid");
    private static readonly Refusal BadResponseField = Refusal.Malformed("BadField", 502, "the member sent a header that is not valid");
    private static readonly Refusal BadMaxForwards = Refusal.Malformed("BadMaxForwards", 400, "the Max-Forwards header is no number, or used up");

    private readonly ReverseMap _reverse;
    private readonly ForwardingRules _forwarding;
    private readonly HeaderRules _requestRules;
    private readonly HeaderRules _responseRules;
    private readonly TargetReader _targets;
    private readonly FrontName _front;
    private readonly bool _looks; // some rule for answers looks at variables

    internal GatewayRules(SitePlan plan, ReverseMap reverse)
    {
        _reverse = reverse;
        _forwarding = ForwardingRules.Of(plan);
        _requestRules = HeaderRules.Of(plan.RequestHeaders);
        _responseRules = HeaderRules.Of(plan.ResponseHeaders);
        _targets = new TargetReader(plan);
        _front = FrontName.Of(plan);
        _looks = plan.InterpolateEnv || plan.ResponseHeaders.Count > 0;
    }

    /// <summary>
    /// What ends here before any member is asked, so that a bad request changes no decision: null when the request may go on,
    /// otherwise a refusal, or the word that the gateway answers itself.
    /// </summary>
    /// <param name="facts">The request.</param>
    /// <param name="received">The header lines as received.</param>
    public GatewayHeaders? EndsHere(in RequestFacts facts, IEnumerable<KeyValuePair<string, string>> received) =>
        EndsHere(in facts, ExchangeHeaders.Of(received));

    /// <summary>As the other, without garbage. It comes before the others that take the same lines.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="headers">The exchange's header lines, the received ones filled in.</param>
    public GatewayHeaders? EndsHere(in RequestFacts facts, ExchangeHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var client = headers.Client;
        headers.Nominated = Nomination.Of(client.Get("Connection"));
        headers.Hops = _forwarding.MaxForwards(facts.Method, client.Get("Max-Forwards"));
        var refusal = AreValid(client.Lines) ? ForwardingRules.Check(in facts, headers.Nominated) : BadRequestField;
        return refusal is not null ? new GatewayHeaders(refusal) : headers.Hops.Step switch
        {
            MaxForwardsStep.AnswerLocally => new GatewayHeaders([], answerLocally: true),
            MaxForwardsStep.Refuse => new GatewayHeaders(BadMaxForwards),
            _ => null,
        };
    }

    /// <summary>The header lines to send to a member; the Host is the first. Framing and Connection are the transport's.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="hit">The map's answer.</param>
    /// <param name="attempt">The attempt; its member gives the Host unless ProxyPreserveHost is on.</param>
    /// <param name="protocol">The client's protocol, for example <c>HTTP/1.1</c>.</param>
    /// <param name="received">The header lines as received.</param>
    public GatewayHeaders Request(
        in RequestFacts facts, in MapResult hit, Attempt attempt, string protocol, IEnumerable<KeyValuePair<string, string>> received)
    {
        var headers = ExchangeHeaders.Of(received);
        return EndsHere(in facts, headers) ?? Request(in facts, in hit, attempt, protocol, headers);
    }

    /// <summary>As the other, for header lines that <see cref="EndsHere(in RequestFacts, ExchangeHeaders)"/> has looked at.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="hit">The map's answer.</param>
    /// <param name="attempt">The attempt; its member gives the Host unless ProxyPreserveHost is on.</param>
    /// <param name="protocol">The client's protocol, for example <c>HTTP/1.1</c>.</param>
    /// <param name="headers">The exchange's header lines.</param>
    public GatewayHeaders Request(in RequestFacts facts, in MapResult hit, Attempt attempt, string protocol, ExchangeHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(headers);
        var (client, hops, lines) = (headers.Client, headers.Hops, headers.Sent);
        lines.Lines.Clear();
        if (!_requestRules.Any)
        {
            Fill(client, lines, in facts, attempt, headers.Nominated);
            AddAnew(client, lines, in facts, attempt, protocol, hops);
            return lines.Sendable;
        }

        // httpd runs the rules before it elects and before it adds anything (mod_headers.c: ap_headers_fixup). So they see no BALANCER_
        // variable, and what they make of Host, X-Forwarded-*, Via and Max-Forwards is what is added to.
        client = new HeaderList(client.Lines); // the next attempt begins with what was received
        if (Ruled(in facts, in hit, client, headers.Nominated) is { Refusal: not null } violation)
        {
            return violation;
        }

        hops = _forwarding.MaxForwards(facts.Method, client.Get("Max-Forwards"));
        if (hops.Step != MaxForwardsStep.Forward)
        {
            return new GatewayHeaders(BadMaxForwards);
        }

        var asked = facts with { Host = client.Get("Host") };
        Fill(client, lines, in asked, attempt, headers.Nominated);
        AddAnew(client, lines, in asked, attempt, protocol, hops);
        return lines.Sendable;
    }

    /// <summary>The header lines to send to the client.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="hit">The map's answer.</param>
    /// <param name="attempt">The attempt that brought the response.</param>
    /// <param name="protocol">The backend's protocol, for example <c>HTTP/1.1</c>.</param>
    /// <param name="received">The header lines as received.</param>
    /// <param name="status">The backend's status, for rules that look at it. Default: unknown.</param>
    public GatewayHeaders Response(
        in RequestFacts facts, in MapResult hit, Attempt attempt, string protocol, IEnumerable<KeyValuePair<string, string>> received,
        int status = 0) =>
        Response(in facts, in hit, attempt, protocol, [.. received], new ExchangeHeaders(), status);

    /// <summary>As the other, without garbage.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="hit">The map's answer.</param>
    /// <param name="attempt">The attempt that brought the response.</param>
    /// <param name="protocol">The backend's protocol, for example <c>HTTP/1.1</c>.</param>
    /// <param name="received">The header lines as received.</param>
    /// <param name="headers">The exchange's header lines.</param>
    /// <param name="status">The backend's status, for rules that look at it. Default: unknown.</param>
    public GatewayHeaders Response(
        in RequestFacts facts, in MapResult hit, Attempt attempt, string protocol, IReadOnlyList<KeyValuePair<string, string>> received,
        ExchangeHeaders headers, int status = 0)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(headers);
        if (!AreValid(received))
        {
            return new GatewayHeaders(BadResponseField);
        }

        var lines = headers.Answered;
        lines.Lines.Clear();
        var nominated = Nomination.Of(HeaderList.Get(received, "Connection"));
        for (var i = 0; i < received.Count; i++)
        {
            if (!ForwardingRules.DropsFromResponse(received[i].Key, in nominated))
            {
                lines.Lines.Add(received[i]);
            }
        }

        AddIfSaid(lines, "Via", _forwarding.ResponseVia(in facts, protocol));
        return Rewritten(lines, in facts, in hit, attempt, status);
    }

    /// <summary>True when the backend's body is to be replaced by the gateway's own (httpd: ProxyErrorOverride).</summary>
    /// <param name="status">The backend's status.</param>
    public bool Overrides(int status) => _forwarding.Overrides(status);

    /// <summary>True for the header that a replaced answer keeps: the challenge of a 401.</summary>
    /// <param name="name">Header name.</param>
    /// <param name="status">The backend's status.</param>
    public static bool KeepsWhenOverridden(string name, int status) => ForwardingRules.KeepsWhenOverridden(name, status);

    /// <summary>ProxyPassReverse, the cookie rules, the route cookie, and the Header rules.</summary>
    internal GatewayHeaders Rewritten(HeaderList lines, in RequestFacts facts, in MapResult hit, Attempt? attempt, int status)
    {
        var env = EnvironmentOf(in facts, in hit, attempt);
        foreach (ref var line in CollectionsMarshal.AsSpan(lines.Lines))
        {
            var value = _reverse.RewriteHeader(line.Key, line.Value, in facts, env);
            line = ReferenceEquals(value, line.Value) ? line : new(line.Key, value);
        }

        AddIfSaid(lines, "Set-Cookie", attempt?.SetCookie);
        if (!_responseRules.Any)
        {
            return lines.Sendable;
        }

        var looks = _responseRules.LooksAtFacts ? new ResponseVariables(VariablesOf(in facts, in hit, env, asBytes: true), status, lines.Get) : null;
        return Finish(_responseRules, lines, new HeaderFacts(env, looks, _responseRules.Echoes ? HeadersOf(in facts, in hit) : null), 500);
    }

    // R11: whatever the server in front let through.
    private static bool AreValid(IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (!FieldText.IsToken(lines[i].Key) || !FieldText.IsValue(lines[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private void Fill(HeaderList client, HeaderList lines, in RequestFacts facts, Attempt attempt, in Nomination nominated)
    {
        var target = attempt.Member.Url;
        lines.Add("Host", _forwarding.HostFor(target, in facts));
        var believed = _requestRules.Any || _forwarding.Trusts(in facts);
        foreach (var line in client.Lines)
        {
            var drops = _requestRules.Any ? _forwarding.IsMadeAnew(line.Key) : _forwarding.DropsFromRequest(line.Key, in nominated, believed);
            if (!drops)
            {
                lines.Lines.Add(line);
            }
        }

        var said = believed
            ? new ForwardedValues(client.Get("X-Forwarded-For"), client.Get("X-Forwarded-Host"), client.Get("X-Forwarded-Server"))
            : default;
        var send = ForwardingRules.TellsByItself(target) ? said : _forwarding.Added(in facts, in said);
        AddIfSaid(lines, "X-Forwarded-For", send.For);
        AddIfSaid(lines, "X-Forwarded-Host", send.Host);
        AddIfSaid(lines, "X-Forwarded-Server", send.Server);
        AddIfSaid(lines, "X-Forwarded-Proto", _forwarding.Proto(in facts, believed ? client.Get("X-Forwarded-Proto") : null));
        AddIfSaid(lines, "Forwarded", _forwarding.Standard(in facts, believed ? client.Get("Forwarded") : null));
    }

    private void AddAnew(HeaderList client, HeaderList lines, in RequestFacts facts, Attempt attempt, string protocol, MaxForwards hops)
    {
        AddIfSaid(lines, "Via", _forwarding.Via == Via.Off ? null
            : ForwardingRules.TellsByItself(attempt.Member.Url) ? _forwarding.Via == Via.Block ? null : client.Get("Via")
            : _forwarding.RequestVia(in facts, client.Get("Via"), protocol));
        AddIfSaid(lines, "Max-Forwards", hops.Value);
    }

    private static void AddIfSaid(HeaderList lines, string name, string? value)
    {
        if (value is not null)
        {
            lines.Add(name, value);
        }
    }
}
