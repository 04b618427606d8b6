namespace Balancing;

/// <summary>One thing that is wrong in a configuration.</summary>
/// <param name="Place">Where: a path such as <c>Balancers:foo:Members:1:LoadFactor</c>, or file and line.</param>
/// <param name="Cause">What is wrong.</param>
/// <param name="Remedy">How to put it right.</param>
/// <param name="HttpdWord">The httpd word it is about, or empty.</param>
public sealed record ConfigurationProblem(string Place, string Cause, string Remedy, string HttpdWord = "")
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Place}: {Cause}. {Remedy}.{(HttpdWord.Length == 0 ? "" : $" (httpd: {HttpdWord})")}";
}
