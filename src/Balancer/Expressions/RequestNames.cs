using System.Collections.Frozen;

namespace Balancing.Expressions;

/// <summary>
/// The names of the facts of a request (mod_rewrite.c: lookup_variable; util_expr_eval.c: request_var_fn). A name we have no fact for is
/// a problem and not an empty text, so that no rule decides by what is never there.
/// </summary>
/// <param name="place">Where the names are used.</param>
internal sealed class RequestNames(RequestNames.Place place) : IExpressionNames
{
    public static readonly RequestNames Rewriting = new(Place.Rewriting);
    public static readonly RequestNames Request = new(Place.Request);
    public static readonly RequestNames Response = new(Place.Response);

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_FORWARDED", "HTTP_HOST", "HTTP_PROXY_CONNECTION", "HTTP_REFERER", "HTTP_USER_AGENT",
        "REQUEST_URI", "REQUEST_FILENAME", "SCRIPT_FILENAME", "PATH_INFO", "QUERY_STRING", "REQUEST_METHOD", "REQUEST_SCHEME", "HTTPS",
        "REMOTE_ADDR", "REMOTE_HOST", "CONN_REMOTE_ADDR", "IPV6", "HTTP2", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "THE_REQUEST",
        "IS_SUBREQ");

    private static readonly FrozenSet<string> Authentication =
        FrozenSet.Create(StringComparer.Ordinal, "REMOTE_USER", "REMOTE_IDENT", "AUTH_TYPE");

    private static readonly FrozenSet<string> Files = FrozenSet.Create(
        StringComparer.Ordinal, "DOCUMENT_ROOT", "CONTEXT_DOCUMENT_ROOT", "CONTEXT_PREFIX", "SCRIPT_USER", "SCRIPT_GROUP", "LAST_MODIFIED");

    private static readonly FrozenSet<string> RequestFunctions = FrozenSet.Create(StringComparer.Ordinal, "req", "req_novary", "http", "reqenv", "env");

    public enum Place
    {
        /// <summary>RewriteCond and RewriteRule: <c>%{HTTP:name}</c> and <c>%{ENV:name}</c>, no other functions.</summary>
        Rewriting,

        /// <summary>An expression about a request.</summary>
        Request,

        /// <summary>An expression about a response.</summary>
        Response,
    }

    public (string Cause, string Remedy)? WhyNotVariable(string name)
    {
        if (Known.Contains(name) || (place == Place.Response && name is "REQUEST_STATUS" or "CONTENT_TYPE")) return null;
        return (Authentication.Contains(name) ? ("nobody is authenticated here", "Authenticate in the host, and let it set a variable")
            : Files.Contains(name) ? ("there are no local files here", "Test REQUEST_URI, or remove the rule")
            : name.StartsWith("TIME", StringComparison.Ordinal) ? ("rules have no clock, so that a request can be explained later", "Let the host set a variable")
            : name is "REQUEST_STATUS" or "CONTENT_TYPE" ? ("there is no response yet", "Use it in a rule of Header")
            : name.StartsWith("HTTP_", StringComparison.Ordinal) ? ("it is always empty in httpd", $"Use %{{HTTP:{HeaderOf(name)}}} for the header")
            : ("there is no such fact here", $"Use one of {string.Join(", ", Known.Order(StringComparer.Ordinal))}")) is var (why, instead)
            ? ($"%{{{name}}} is not known: {why}", instead) : null;
    }

    public (string Cause, string Remedy)? WhyNotFunction(string name)
    {
        if (place == Place.Rewriting ? name is "http" or "env" : RequestFunctions.Contains(name) || (place == Place.Response && name is "resp")) return null;
        return (name switch
        {
            "ssl" => ("what TLS knows is not seen here", "Test HTTPS, or a header that is set where TLS ends"),
            "la-u" or "la-f" => ("there are no sub-requests to look ahead with", "Test REQUEST_URI"),
            "file" or "filesize" or "filemod" => ("no expression reads files (R57)", "Write the value here"),
            "osenv" => ("no expression reads the environment of the process (R57)", "Write the value here"),
            _ when place == Place.Rewriting => ("there is no such fact here", "Use %{HTTP:header} or %{ENV:variable}"),
            _ => ("there is no such function here", "Use one of req, http, reqenv, env, resp, tolower, toupper, escape, unescape, base64, unbase64"),
        }) is var (why, instead) ? ($"'{name}' is not known: {why}", instead) : null;
    }

    // HTTP_X_FORWARDED_PROTO is what people write when they mean the header.
    private static string HeaderOf(string name) =>
        string.Join('-', name[5..].Split('_').Select(word => word.Length == 0 ? "" : word[..1] + word[1..].ToLowerInvariant()));
}
