namespace Balancing;

/// <summary>
/// Says changes to headers, in order (httpd: Header, RequestHeader). Values may hold <c>%{VAR}e</c> and <c>%%</c>;
/// <c>env</c> names a variable that must be set, or with <c>!</c> must not.
/// </summary>
public sealed class HeaderRulesBuilder
{
    internal HeaderRulesBuilder(List<HeaderRuleOptions> options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public IList<HeaderRuleOptions> Options { get; }

    /// <summary>set. Replaces all lines of that name.</summary>
    public HeaderRulesBuilder Set(string name, string value, string? env = null) => Rule(HeaderAction.Set, name, value, env);

    /// <summary>append. Joins to the existing line with a comma.</summary>
    public HeaderRulesBuilder Append(string name, string value, string? env = null) => Rule(HeaderAction.Append, name, value, env);

    /// <summary>add. Adds one more line.</summary>
    public HeaderRulesBuilder Add(string name, string value, string? env = null) => Rule(HeaderAction.Add, name, value, env);

    /// <summary>merge. Joins to the existing line unless the value is in it already.</summary>
    public HeaderRulesBuilder Merge(string name, string value, string? env = null) => Rule(HeaderAction.Merge, name, value, env);

    /// <summary>setifempty. Sets only when there is no such header.</summary>
    public HeaderRulesBuilder SetIfEmpty(string name, string value, string? env = null) => Rule(HeaderAction.SetIfEmpty, name, value, env);

    /// <summary>unset. Removes all lines of that name.</summary>
    public HeaderRulesBuilder Unset(string name, string? env = null) => Rule(HeaderAction.Unset, name, null, env);

    private HeaderRulesBuilder Rule(HeaderAction action, string name, string? value, string? env)
    {
        Options.Add(new HeaderRuleOptions { Action = action, Name = name, Value = value, Env = env });
        return this;
    }
}
