namespace Balancing;

/// <summary>
/// Says changes to headers, in order (httpd: Header, RequestHeader). Values may hold <c>%{VAR}e</c> and <c>%%</c>, or begin with
/// <c>expr=</c> and hold <c>%{VAR}</c>. <c>env</c> names a variable that must be set, or with <c>!</c> must not; <c>expr</c> is an
/// expression that must be true, for example <c>%{REQUEST_STATUS} == 404</c>.
/// </summary>
public sealed class HeaderRulesBuilder
{
    internal HeaderRulesBuilder(List<HeaderRuleOptions> options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public IList<HeaderRuleOptions> Options { get; }

    /// <summary>set. Replaces all lines of that name.</summary>
    public HeaderRulesBuilder Set(string name, string value, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.Set, Name = name, Value = value, Env = env, Expr = expr });

    /// <summary>append. Joins to the existing line with a comma.</summary>
    public HeaderRulesBuilder Append(string name, string value, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.Append, Name = name, Value = value, Env = env, Expr = expr });

    /// <summary>add. Adds one more line.</summary>
    public HeaderRulesBuilder Add(string name, string value, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.Add, Name = name, Value = value, Env = env, Expr = expr });

    /// <summary>merge. Joins to the existing line unless the value is in it already.</summary>
    public HeaderRulesBuilder Merge(string name, string value, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.Merge, Name = name, Value = value, Env = env, Expr = expr });

    /// <summary>setifempty. Sets only when there is no such header.</summary>
    public HeaderRulesBuilder SetIfEmpty(string name, string value, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.SetIfEmpty, Name = name, Value = value, Env = env, Expr = expr });

    /// <summary>unset. Removes all lines of that name.</summary>
    public HeaderRulesBuilder Unset(string name, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.Unset, Name = name, Env = env, Expr = expr });

    /// <summary>edit. Replaces the first match of a pattern in each line of that name.</summary>
    /// <param name="name">Header name.</param>
    /// <param name="regex">On the line's value, unanchored.</param>
    /// <param name="value">What takes the match's place; <c>$0</c>..<c>$9</c> stand for what was captured.</param>
    /// <param name="env">The variable that decides. Default: always.</param>
    /// <param name="expr">The expression that decides. Default: always.</param>
    /// <returns>This builder.</returns>
    public HeaderRulesBuilder Edit(string name, string regex, string value, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.Edit, Name = name, Pattern = regex, Value = value, Env = env, Expr = expr });

    /// <summary>edit*. Replaces every match of a pattern in each line of that name.</summary>
    /// <param name="name">Header name.</param>
    /// <param name="regex">On the line's value, then on what follows each match, so <c>^</c> matches there too.</param>
    /// <param name="value">What takes a match's place.</param>
    /// <param name="env">The variable that decides. Default: always.</param>
    /// <param name="expr">The expression that decides. Default: always.</param>
    /// <returns>This builder.</returns>
    public HeaderRulesBuilder EditAll(string name, string regex, string value, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.EditAll, Name = name, Pattern = regex, Value = value, Env = env, Expr = expr });

    /// <summary>echo. Copies the request's headers whose name matches into the response; never what frames or ends at this hop.</summary>
    /// <param name="regex">On header names, in any case.</param>
    /// <param name="env">The variable that decides. Default: always.</param>
    /// <param name="expr">The expression that decides. Default: always.</param>
    /// <returns>This builder.</returns>
    public HeaderRulesBuilder Echo(string regex, string? env = null, string? expr = null) =>
        Rule(new() { Action = HeaderAction.Echo, Name = regex, Env = env, Expr = expr });

    private HeaderRulesBuilder Rule(HeaderRuleOptions rule)
    {
        Options.Add(rule);
        return this;
    }
}
