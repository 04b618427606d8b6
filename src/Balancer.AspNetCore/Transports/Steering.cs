using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>
/// The variables by which httpd steers its HTTP transport. That they are set is what counts, whatever their value (mod_proxy_http.c,
/// proxy_util.c: ap_proxy_create_hdrbrgd).
/// </summary>
internal static class Steering
{
    /// <summary>proxy-nokeepalive: the connection is new, and closed after the answer.</summary>
    public static bool ClosesAfter(MemberRequest request) => Has(request.Environment, "proxy-nokeepalive");

    /// <summary>force-proxy-request-1.0: the request goes out as HTTP/1.0, on a connection of its own.</summary>
    public static bool IsHttp10(MemberRequest request) => IsHttp10(request.Environment);

    public static bool IsHttp10(IReadOnlyDictionary<string, string>? environment) => Has(environment, "force-proxy-request-1.0");

    /// <summary>proxy-nohalfclose: a tunnel ends when one side has said all.</summary>
    public static bool HasNoHalfClose(MemberRequest request) => Has(request.Environment, "proxy-nohalfclose");

    /// <summary>proxy-interim-response: RFC, or nothing, passes interim answers on; any other word does not. Here the value counts.</summary>
    public static bool PassesInterim(IReadOnlyDictionary<string, string>? environment) =>
        environment is null || !environment.TryGetValue("proxy-interim-response", out var policy) || policy.Equals("RFC", StringComparison.OrdinalIgnoreCase);

    /// <summary>proxy-initial-not-pooled: the first request of a client's connection goes out on a new connection.</summary>
    public static bool WantsFresh(HttpContext context, IReadOnlyDictionary<string, string>? environment) =>
        Has(environment, "proxy-initial-not-pooled") && IsFirst(context.TraceIdentifier);

    private static bool Has(IReadOnlyDictionary<string, string>? environment, string name) => environment?.ContainsKey(name) == true;

    // Kestrel's trace identifier is connection:number. Any other may be the first of its connection, and a new connection does no harm.
    private static bool IsFirst(string trace) =>
        !uint.TryParse(trace.AsSpan(trace.LastIndexOf(':') + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number <= 1;
}
