using System.Globalization;

namespace Balancing.Expressions;

/// <summary>The facts of an answer to a probe (mod_proxy_hcheck.c: hc_expr_lookup, hc_check_http).</summary>
internal sealed class HealthFacts(HcMethod method, in ProbeResult result) : IExpressionFacts
{
    private readonly ProbeResult _result = result;

    public string? Variable(string name) => name switch
    {
        "REQUEST_STATUS" => _result.Status > 0 ? _result.Status.ToString(CultureInfo.InvariantCulture) : null,
        "CONTENT_TYPE" => _result.Response?.Header("Content-Type"),
        "HC_BODY" => _result.Body,
        "REQUEST_METHOD" => MethodOf(method),
        _ => null,
    };

    public string? Function(string name, string argument) => name switch
    {
        "resp" => _result.Response?.Header(argument),
        "hc" when argument.Equals("body", StringComparison.OrdinalIgnoreCase) => _result.Body,
        _ => null,
    };

    private static string MethodOf(HcMethod method) => method switch
    {
        HcMethod.Options or HcMethod.Options11 => "OPTIONS",
        HcMethod.Head or HcMethod.Head11 => "HEAD",
        _ => "GET",
    };
}

/// <summary>
/// The names of those facts. A probe has no request of a client, so httpd's names for one are empty texts there; here they are
/// problems, so that nobody's health hangs on what is never there.
/// </summary>
internal sealed class HealthNames : IExpressionNames
{
    public static readonly HealthNames All = new();

    private HealthNames()
    {
    }

    public (string Cause, string Remedy)? WhyNotVariable(string name) =>
        name is "REQUEST_STATUS" or "CONTENT_TYPE" or "HC_BODY" or "REQUEST_METHOD"
            ? null
            : ($"%{{{name}}} is not known of the answer to a probe", "Use one of REQUEST_STATUS, CONTENT_TYPE, HC_BODY, REQUEST_METHOD, or resp('Header')");

    public (string Cause, string Remedy)? WhyNotFunction(string name) => name switch
    {
        "resp" or "hc" => null,
        "http" or "req" or "req_novary" => ($"'{name}' is about a client's request, and a probe has none", "Use %{resp:Header} for the answer's header"),
        _ => ($"'{name}' is not known of the answer to a probe", "Use resp('Header'), hc('body'), or a function of texts such as tolower"),
    };
}
