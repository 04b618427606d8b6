namespace Balancing.Expressions;

/// <summary>What an expression looks at: a request, a response, the answer to a health check.</summary>
internal interface IExpressionFacts
{
    /// <summary>The value of <c>%{NAME}</c>; null reads as an empty text.</summary>
    /// <param name="name">The name in upper case.</param>
    string? Variable(string name);

    /// <summary>The value of <c>name('argument')</c> and of <c>%{name:argument}</c>; null reads as an empty text.</summary>
    /// <param name="name">The name in lower case.</param>
    /// <param name="argument">Its argument.</param>
    string? Function(string name, string argument);
}

/// <summary>Which names an expression may use where it stands, for the planner, which reports what it may not.</summary>
internal interface IExpressionNames
{
    /// <summary>Why there is no variable of that name and what to use instead; null when there is one.</summary>
    (string Cause, string Remedy)? WhyNotVariable(string name);

    /// <summary>Why there is no function of that name and what to use instead; null when there is one.</summary>
    (string Cause, string Remedy)? WhyNotFunction(string name);
}

/// <summary>A reference <c>%{NAME}</c> or <c>%{NAME:argument}</c>, taken apart.</summary>
/// <param name="Name">The name in upper case.</param>
/// <param name="Argument">What follows the colon, or null without one.</param>
internal readonly record struct VariableName(string Name, string? Argument)
{
    /// <summary>Takes apart what stands between the braces.</summary>
    public static VariableName Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(text.ToUpperInvariant(), null) : new(text[..colon].ToUpperInvariant(), text[(colon + 1)..]);
    }
}
