namespace Balancing;

/// <summary>Says the flags of a RewriteRule.</summary>
public sealed class RewriteRuleBuilder
{
    internal RewriteRuleBuilder(RewriteRuleOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public RewriteRuleOptions Options { get; }

    /// <summary>[P] (Off). The result is the target.</summary>
    public RewriteRuleBuilder Proxy() => Flags("P");

    /// <summary>[PT] (Off). The result goes on to the mapping rules; here it always does.</summary>
    public RewriteRuleBuilder PassThrough() => Flags("PT");

    /// <summary>[L] (Off). No later rewrite rule runs after this one.</summary>
    public RewriteRuleBuilder Last() => Flags("L");

    /// <summary>[NE] (Off). The result is taken as encoded already.</summary>
    public RewriteRuleBuilder NoEscape() => Flags("NE");

    /// <summary>[NC] (Off). The pattern matches in any case.</summary>
    public RewriteRuleBuilder NoCase() => Flags("NC");

    /// <summary>[F] (Off). The request is refused with 403.</summary>
    public RewriteRuleBuilder Forbidden() => Flags("F");

    /// <summary>[G] (Off). The request is refused with 410.</summary>
    public RewriteRuleBuilder Gone() => Flags("G");

    /// <summary>[QSA] (Off). The request's query follows the substitution's own.</summary>
    public RewriteRuleBuilder QsAppend() => Flags("QSA");

    /// <summary>[flags] (none). Flags as httpd writes them, without brackets: <c>P,NE</c>.</summary>
    public RewriteRuleBuilder Flags(string flags)
    {
        Options.Flags = string.IsNullOrEmpty(Options.Flags) ? flags : $"{Options.Flags},{flags}";
        return this;
    }

    /// <summary>Require in &lt;Proxy&gt; (everybody). Who may come, unless a section that holds the request says it; one of the rules is enough.</summary>
    public RewriteRuleBuilder Require(params string[] rules) => Access(a => a.Require(rules));

    /// <summary>&lt;RequireAll&gt; in &lt;Proxy&gt;. Lets in whom all of its rules let in.</summary>
    public RewriteRuleBuilder RequireAll(Action<AccessBuilder> configure) => Access(a => a.RequireAll(configure));

    /// <summary>&lt;RequireAny&gt; in &lt;Proxy&gt;. Lets in whom one of its rules lets in.</summary>
    public RewriteRuleBuilder RequireAny(Action<AccessBuilder> configure) => Access(a => a.RequireAny(configure));

    private RewriteRuleBuilder Access(Action<AccessBuilder> say)
    {
        say(new AccessBuilder(Options.Access ??= new AccessOptions()));
        return this;
    }
}
