namespace Balancing.Expressions;

/// <summary>The condition of a health check (httpd: ProxyHCExpr). Two of one text are equal, so that plans can be compared.</summary>
internal sealed class HealthCondition : IEquatable<HealthCondition>
{
    private readonly string _text;
    private readonly Expression _expression;

    private HealthCondition(string text, Expression expression) => (_text, _expression) = (text, expression);

    /// <summary>Reads a text, or says what is wrong with it; for the planner.</summary>
    public static HealthCondition? Read(string text, out (string Cause, string Remedy) problem) =>
        Expression.TryParse(text, HealthNames.All, out var made, out problem) ? new HealthCondition(text, made!) : null;

    /// <summary>Whether an answer meets it; a pattern that takes too long says neither (R30).</summary>
    public PatternAnswer Test(HealthCheckPlan plan, in ProbeResult result) => _expression.Test(new HealthFacts(plan.Method, in result), out _, out _);

    public bool Equals(HealthCondition? other) => string.Equals(other?._text, _text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as HealthCondition);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);
}
