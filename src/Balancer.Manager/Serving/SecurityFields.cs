namespace Balancing.Manager.Serving;

/// <summary>What every answer says to browsers (R49), whatever its status.</summary>
internal static class SecurityFields
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly KeyValuePair<string, string>[] Always =
    [
        new("Content-Security-Policy", Policy),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "DENY"),
        new("Referrer-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    private static readonly KeyValuePair<string, string> NotKept = new("Cache-Control", "no-store");

    /// <summary>An answer with all of them. One that says how it is kept keeps that.</summary>
    public static ManagerResponse On(ManagerResponse response)
    {
        var own = response.Fields.Where(f => !Array.Exists(Always, a => Is(a, f))).ToList();
        var cached = own.Exists(f => Is(f, NotKept));
        return response with { Fields = [.. Always, .. cached ? [] : (IEnumerable<KeyValuePair<string, string>>)[NotKept], .. own] };
    }

    private static bool Is(KeyValuePair<string, string> one, KeyValuePair<string, string> other) =>
        string.Equals(one.Key, other.Key, StringComparison.OrdinalIgnoreCase);
}
