namespace Balancing.Manager.Serving;

/// <summary>What a request that changes something must bring: the right content type, an origin that is not another, and the token (R48).</summary>
internal sealed class Gate(ManagerParts parts)
{
    /// <summary>A refusal.</summary>
    public sealed record Refusal(int Status, string Title, params IReadOnlyList<string> Lines);

    /// <summary>What is wrong with content and origin, or null.</summary>
    /// <param name="request">The request.</param>
    /// <param name="contentType">The content type wanted.</param>
    public Refusal? ProblemOf(ManagerRequest request, string contentType)
    {
        if (!IsOfType(request.Field("Content-Type"), contentType) || request.Field("Content-Encoding") is { Length: > 0 } and not "identity")
        {
            return new(415, "The content has another type", $"Send {contentType}, in UTF-8 and not compressed.");
        }

        if (OriginGuard.ProblemOf(request) is { } problem)
        {
            parts.Log.ChangeRefused(request.Client, problem);
            return new(403, "The change did not come from this page", $"It was refused: {problem}.");
        }

        return null;
    }

    /// <summary>What is wrong with the token, or null.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">What it brought; null for none.</param>
    /// <param name="plan">The balancer that it is about, or null.</param>
    public Refusal? ProblemOfToken(ManagerRequest request, string? token, BalancerPlan? plan = null)
    {
        if (parts.Tokens.Accepts(request, token, plan))
        {
            return null;
        }

        parts.Log.ChangeRefused(request.Client, token is null ? "it has no token" : "its token is wrong");
        return new(
            403, "Nothing was changed: the page has expired",
            "Its token is for another user or another address, or the program was restarted since.", "Load the page again, and repeat the change.");
    }

    private static bool IsOfType(string? field, string wanted)
    {
        var semicolon = field?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        var type = semicolon < 0 ? field : field![..semicolon];
        var parameter = semicolon < 0 ? "" : field![(semicolon + 1)..].Trim().Replace("\"", "", StringComparison.Ordinal);
        return string.Equals(type?.Trim(), wanted, StringComparison.OrdinalIgnoreCase)
            && (parameter.Length == 0 || parameter.ToLowerInvariant() is "charset=utf-8" or "charset=us-ascii");
    }
}
