using System.Net;
using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>A request that somebody wants explained.</summary>
internal static class ExplainBody
{
    /// <summary>Reads it.</summary>
    /// <param name="body">What was asked.</param>
    /// <param name="asking">Address of whoever asks, which the request comes from unless it says otherwise.</param>
    public static RequestFacts Read(ApiObject body, IPAddress? asking)
    {
        var facts = new RequestFacts
        {
            Method = Plain(body, "method", body.Text("method")) ?? "GET",
            Target = TargetOf(body),
            Host = Plain(body, "host", body.Text("host")),
            CookieHeader = Plain(body, "cookies", body.Text("cookies")),
            Scheme = body.Text("scheme") switch
            {
                null or "http" => "http",
                "https" => "https",
                _ => body.Wrong<string>("scheme", "is neither http nor https"),
            },
            ClientAddress = body.Text("client") is not { } client ? asking
                : IPAddress.TryParse(client, out var address) ? address : body.Wrong<IPAddress>("client", "is no IP address"),
        };
        foreach (var field in body.Object("fields")?.All ?? [])
        {
            facts = field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() is { } text && IsPlain(text) && IsPlain(field.Name)
                ? facts.Header(field.Name, text)
                : body.Wrong<RequestFacts>("fields", "holds something else than texts without control characters");
        }

        return facts;
    }

    private static string TargetOf(ApiObject body)
    {
        var path = body.Text("path");
        if (path is ['/', ..] && !path.Any(c => c is <= ' ' or '\x7F' or '#'))
        {
            return path;
        }

        body.Wrong<string>("path", "is no path and query as a client sends it: /..., percent-encoded");
        return "/";
    }

    private static string? Plain(ApiObject body, string name, string? text) =>
        text is null || IsPlain(text) ? text : body.Wrong<string>(name, "has a control character");

    private static bool IsPlain(string text) => !text.Any(char.IsControl);
}
