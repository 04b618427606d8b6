using System.Globalization;

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

    /// <summary>[QSD] (Off). The request's query is dropped.</summary>
    public RewriteRuleBuilder QsDiscard() => Flags("QSD");

    /// <summary>[QSL] (Off). The substitution's query starts at its last question mark.</summary>
    public RewriteRuleBuilder QsLast() => Flags("QSL");

    /// <summary>[R=status] (302). Sends the client to the substitution, or ends the request with a status that is no redirect.</summary>
    /// <param name="status">300..303, 307, 308; or another from 200 to 599, then the substitution counts for nothing.</param>
    /// <returns>This builder.</returns>
    public RewriteRuleBuilder Redirect(int status = 302) => Flags(string.Create(CultureInfo.InvariantCulture, $"R={status}"));

    /// <summary>[C] (Off). When this rule does not run, the next one does not either.</summary>
    public RewriteRuleBuilder Chain() => Flags("C");

    /// <summary>[S=count] (0). When this rule runs, so many of the next rules do not.</summary>
    public RewriteRuleBuilder Skip(int count) => Flags(string.Create(CultureInfo.InvariantCulture, $"S={count}"));

    /// <summary>[N=rounds] (10). After this rule ran, the rules start over; the round of that number, 1..1000, is answered with 500 instead.</summary>
    public RewriteRuleBuilder Next(int rounds = 10) => Flags(string.Create(CultureInfo.InvariantCulture, $"N={rounds}"));

    /// <summary>[E=name:value] (none). Sets a variable; the value may hold <c>$N</c>, <c>%N</c> and <c>%{VAR}</c>, and no comma.</summary>
    public RewriteRuleBuilder Env(string name, string value = "") => Flags($"E={name}:{value}");

    /// <summary>[E=!name] (none). Unsets a variable.</summary>
    public RewriteRuleBuilder UnsetEnv(string name) => Flags($"E=!{name}");

    /// <summary>[B] (Off). Captures in the path are encoded wholly, so that their slashes are <c>%2F</c>.</summary>
    public RewriteRuleBuilder EscapeBackrefs() => Flags("B");

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

    /// <summary>&lt;RequireAll&gt;, &lt;RequireAny&gt; or &lt;RequireNone&gt; as the outermost group (not said). What was said of access before no longer holds.</summary>
    /// <param name="match">How many of its rules and groups must hold.</param>
    /// <param name="configure">The rules and groups.</param>
    /// <returns>This builder.</returns>
    public RewriteRuleBuilder Access(AccessMatch match, Action<AccessBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Options.Access = new AccessOptions { Match = match };
        configure(new AccessBuilder(Options.Access));
        return this;
    }

    private RewriteRuleBuilder Access(Action<AccessBuilder> say)
    {
        say(new AccessBuilder(Options.Access ??= new AccessOptions()));
        return this;
    }
}
