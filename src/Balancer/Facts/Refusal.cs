namespace Balancing;

/// <summary>Why a request got no member. A value: one shared instance per reason, so a refusal costs nothing; only a redirect is made anew.</summary>
public sealed class Refusal
{
    /// <summary>No member is electable: all are failed, disabled, stopped, draining or full (httpd: AH01170, 503).</summary>
    public static readonly Refusal NoMember = new(nameof(NoMember), 503, "no member of the balancer is available");

    /// <summary>The session's member is unusable and <c>nofailover</c> forbids another (httpd: AH01171, 503).</summary>
    public static readonly Refusal SessionMemberGone =
        new(nameof(SessionMemberGone), 503, "the session's member is unusable and nofailover is set");

    /// <summary>Nobody became available within the balancer's <c>timeout</c>.</summary>
    public static readonly Refusal WaitTimedOut = new(nameof(WaitTimedOut), 503, "no member became available within the balancer's timeout");

    /// <summary>Too many requests already wait (<c>WaitLimit</c>, R42).</summary>
    public static readonly Refusal TooManyWaiting = new(nameof(TooManyWaiting), 503, "too many requests already wait for a member");

    /// <summary>The balancer was disposed of.</summary>
    public static readonly Refusal ShutDown = new(nameof(ShutDown), 503, "the balancer is shut down");

    /// <summary>No rule maps the request.</summary>
    public static readonly Refusal NotMapped = new(nameof(NotMapped), 404, "no ProxyPass rule maps this request");

    /// <summary>An exclusion (<c>!</c>) keeps the request local.</summary>
    public static readonly Refusal Excluded = new(nameof(Excluded), 404, "a ProxyPass ! rule excludes this request");

    /// <summary>The access rules of the path, or of the rule's target, do not let this client in (httpd: AH01630, 403).</summary>
    public static readonly Refusal AccessDenied = new(nameof(AccessDenied), 403, "the access rules do not let this client in");

    /// <summary>A section's handler answers the request, and this host has none to offer.</summary>
    public static readonly Refusal Handled = new(nameof(Handled), 501, "a handler answers this request, and there is none here");

    /// <summary>The member is spoken to in HTTP/1.0, and the body came without its length (httpd: force-proxy-request-1.0).</summary>
    public static readonly Refusal LengthRequired = new(nameof(LengthRequired), 411, "the request body needs a Content-Length");

    /// <summary>What was to be sent to a member must not be sent: a rule or a transport made a line that is none (R11, R15).</summary>
    public static readonly Refusal NotSendable = new(nameof(NotSendable), 500, "the request to the member would not be valid");

    /// <summary>
    /// The header lines are more than the member's protocol can carry: over AJP they must fit into one packet. Not the member's fault (R41).
    /// </summary>
    public static readonly Refusal TooLargeForMember = new(nameof(TooLargeForMember), 400, "the header of the request is more than the member can take");

    /// <summary>The client asks for another protocol and sends a body with it; which of the two a byte belongs to would be a guess (R38).</summary>
    public static readonly Refusal UpgradeWithBody = new(nameof(UpgradeWithBody), 400, "a request for another protocol must not have a body");

    /// <summary>The client asks for a tunnel over HTTP/2 (RFC 8441), and the member's <c>upgrade</c> does not name its protocol.</summary>
    public static readonly Refusal NoUpgrade = new(nameof(NoUpgrade), 501, "the member does not allow this protocol");

    /// <summary>As many tunnels are open as the gateway allows (R42).</summary>
    public static readonly Refusal TooManyTunnels = new(nameof(TooManyTunnels), 503, "too many tunnels are open");

    /// <summary>The time that a host allows for a whole request was over, and nobody was silent too long: no member is blamed (R41, R43).</summary>
    public static readonly Refusal RequestTimedOut = new(nameof(RequestTimedOut), 504, "the time for the whole request is over");

    private Refusal(string reason, int suggestedStatus, string text, string? location = null)
    {
        Reason = reason;
        SuggestedStatus = suggestedStatus;
        Text = text;
        Location = location;
    }

    /// <summary>A stable word for logs, metrics and tests, for example <c>NoMember</c>.</summary>
    public string Reason { get; }

    /// <summary>The status a gateway answers with: 400..599, or what a RewriteRule says (httpd: R).</summary>
    public int SuggestedStatus { get; }

    /// <summary>
    /// Where the client is sent with status 300..303, 307 or 308, or null. An absolute URL, or a path when the site has no name and the
    /// request no Host; checked, so that it can be written into the header as it is.
    /// </summary>
    public string? Location { get; }

    /// <summary>One sentence for a person. It never holds text from the request (R36).</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{SuggestedStatus} {Reason}: {Text}";

    /// <summary>A request that is malformed or ambiguous and so is refused before any rule is looked at (R21..R23).</summary>
    internal static Refusal Malformed(string reason, int status, string text) => new(reason, status, text);

    /// <summary>The answer is another place (httpd: R). Not shared: each request has its own.</summary>
    internal static Refusal Redirect(int status, string location) =>
        new(nameof(Redirect), status, "a RewriteRule sends the client to another place", location);
}
