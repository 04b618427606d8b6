namespace Balancing.Mapping;

/// <summary>Scheme and authority of a redirect, put together and checked for each request (R19).</summary>
/// <param name="text">The configured text, for example <c>https://%{HTTP_HOST}</c>; null: our own.</param>
/// <param name="front">How we call ourselves.</param>
internal sealed class RedirectOrigin(string? text, FrontName front)
{
    private readonly RewriteText? _text = text is null ? null : new RewriteText(text);

    /// <summary>
    /// The origin, or a refusal. It is empty when it is our own and we have no name: then the path alone must do.
    /// </summary>
    /// <param name="facts">The request.</param>
    /// <param name="from">What the rule looks at.</param>
    /// <param name="origin">For example <c>https://www.example.com:8443</c>.</param>
    /// <param name="isOurs">It is the origin of this site.</param>
    public Refusal? Expand(in RequestFacts facts, in Captured from, out string origin, out bool isOurs)
    {
        (origin, isOurs) = ("", _text is null);
        if (_text is null)
        {
            origin = front.Origin(facts) ?? "";
            return null;
        }

        var made = _text.Expand(from.Context!, from) is { } said ? said.Span.ToString() : "";
        var start = made.IndexOf("://", StringComparison.Ordinal) + 3;
        var scheme = start < 3 ? "" : made[..(start - 3)].ToLowerInvariant();
        if (scheme is not ("http" or "https") || !FieldText.TryHost(made.AsSpan(start), out var host, out var port)) return Refusals.BadRedirect;
        origin = string.Concat(scheme, "://", made.AsSpan(start));
        isOurs = front.IsOurs(facts, scheme, host, port);
        return null;
    }
}
