namespace Balancing;

/// <summary>One RewriteRule for a reverse proxy. Immutable.</summary>
public sealed record RewriteRulePlan
{
    /// <summary>Regular expression, unanchored, on the decoded path.</summary>
    public required string Pattern { get; init; }

    /// <summary>The rule runs when the pattern does not match. Default: false.</summary>
    public bool Negate { get; init; }

    /// <summary>What must hold besides the pattern, in order (httpd: RewriteCond). Default: nothing.</summary>
    public IReadOnlyList<RewriteCondPlan> Conditions { get; init; } = [];

    /// <summary>
    /// A path, a target URL for <see cref="Proxy"/>, a path or URL for <see cref="Redirect"/>, or <c>-</c> for no change. It may hold
    /// <c>$0</c>..<c>$9</c> of the pattern, <c>%0</c>..<c>%9</c> of the last matched condition, and <c>%{VAR}</c>.
    /// </summary>
    public required string Substitution { get; init; }

    /// <summary>The balancer the substitution names, when <see cref="Proxy"/> and it names one.</summary>
    public string? Balancer { get; init; }

    /// <summary>The single member of a plain target, when <see cref="Proxy"/> and it is none of a balancer.</summary>
    public MemberPlan? Worker { get; init; }

    /// <summary>Scheme and authority of a redirect, for example <c>https://%{HTTP_HOST}</c>; null: our own, or no redirect.</summary>
    public string? Authority { get; init; }

    /// <summary>What follows the authority of a target or redirect; for a redirect without one the whole substitution.</summary>
    public string Template { get; init; } = "";

    /// <summary>The result is the target and no mapping rule is looked at (httpd: P).</summary>
    public bool Proxy { get; init; }

    /// <summary>Status of the redirect this rule answers with: 300..303, 307, 308; 0: it is none (httpd: R).</summary>
    public int Redirect { get; init; }

    /// <summary>
    /// The redirect was not asked for: its URL only happens to be one. Where it names this site it is a path (httpd: no R).
    /// </summary>
    public bool ReducesOwnUrl { get; init; }

    /// <summary>Status this rule ends the request with; 0: it does not (httpd: R with a code that is no redirect).</summary>
    public int Status { get; init; }

    /// <summary>The result goes on to the mapping rules (httpd: PT). Always so here; kept for the text.</summary>
    public bool PassThrough { get; init; }

    /// <summary>No later rewrite rule runs after this one (httpd: L, END).</summary>
    public bool Last { get; init; }

    /// <summary>When this rule does not run, neither do those chained to it (httpd: C).</summary>
    public bool Chain { get; init; }

    /// <summary>How many rules are skipped after this one ran; 0: none (httpd: S).</summary>
    public int Skip { get; init; }

    /// <summary>After this rule ran, the rules start over, until so many rounds have begun; 0: no (httpd: N). R29.</summary>
    public int Rounds { get; init; }

    /// <summary>Variables to set in order, a null value unsets; texts as in <see cref="Substitution"/> (httpd: E).</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Variables { get; init; } = [];

    /// <summary>The result is taken as encoded already (httpd: NE); controls and spaces are refused.</summary>
    public bool NoEscape { get; init; }

    /// <summary>
    /// Captures in the path are encoded wholly (empty), or these characters of them (httpd: B, B=); null: as it is needed (R28).
    /// </summary>
    public string? EscapeCaptures { get; init; }

    /// <summary>Characters that <see cref="EscapeCaptures"/> leaves alone (httpd: BNE=). Default: none.</summary>
    public string KeepInCaptures { get; init; } = "";

    /// <summary>A space of an escaped capture is <c>%20</c> in a query too, not <c>+</c> (httpd: BNP).</summary>
    public bool NoPlus { get; init; }

    /// <summary>Case-insensitive pattern (httpd: NC).</summary>
    public bool NoCase { get; init; }

    /// <summary>The request is refused with 403 (httpd: F).</summary>
    public bool Forbidden { get; init; }

    /// <summary>Who may come, unless a section that holds the request says it; null: everybody (httpd: Require in Proxy).</summary>
    public AccessPlan? Access { get; init; }

    /// <summary>The request is refused with 410 (httpd: G).</summary>
    public bool Gone { get; init; }

    /// <summary>The request's query follows the substitution's own (httpd: QSA).</summary>
    public bool QueryAppend { get; init; }

    /// <summary>The request's query is dropped (httpd: QSD).</summary>
    public bool QueryDiscard { get; init; }

    /// <summary>The substitution's query starts at its last question mark, not at its first (httpd: QSL).</summary>
    public bool QueryLast { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"RewriteRule {(Negate ? "!" : "")}{Pattern} {Substitution}";
}

/// <summary>What a condition does with its test string (httpd: RewriteCond).</summary>
public enum ConditionTest
{
    /// <summary>A regular expression. The default.</summary>
    Pattern,

    /// <summary>The same text (httpd: <c>=</c>).</summary>
    Equal,

    /// <summary>Shorter, or as long and before it in order; with NC before it in order, whatever the lengths (httpd: <c>&lt;</c>).</summary>
    Less,

    /// <summary>httpd: <c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary>httpd: <c>&gt;</c>.</summary>
    Greater,

    /// <summary>httpd: <c>&gt;=</c>.</summary>
    GreaterOrEqual,

    /// <summary>Both as whole numbers (httpd: <c>-eq</c>).</summary>
    NumberEqual,

    /// <summary>httpd: <c>-ne</c>.</summary>
    NumberNotEqual,

    /// <summary>httpd: <c>-lt</c>.</summary>
    NumberLess,

    /// <summary>httpd: <c>-le</c>.</summary>
    NumberLessOrEqual,

    /// <summary>httpd: <c>-gt</c>.</summary>
    NumberGreater,

    /// <summary>httpd: <c>-ge</c>.</summary>
    NumberGreaterOrEqual,

    /// <summary>A test of a local file or of a look-ahead; there are none here, so it is false (httpd: <c>-f -d -s -l -h -L -x -F -U</c>).</summary>
    File,

    /// <summary>An expression (httpd: <c>RewriteCond expr "..."</c>).</summary>
    Expression,
}

/// <summary>One RewriteCond. Immutable.</summary>
public sealed record RewriteCondPlan
{
    /// <summary>What is tested: text with <c>%{VAR}</c>, <c>$N</c> of the rule's pattern and <c>%N</c> of the condition matched before.</summary>
    public required string Test { get; init; }

    /// <summary>How it is tested.</summary>
    public ConditionTest Kind { get; init; }

    /// <summary>The pattern, text, number or expression it is held against.</summary>
    public required string Value { get; init; }

    /// <summary>The answer is turned around (httpd: <c>!</c>).</summary>
    public bool Negate { get; init; }

    /// <summary>In any case (httpd: NC).</summary>
    public bool NoCase { get; init; }

    /// <summary>It is enough when this or the next one holds (httpd: OR).</summary>
    public bool OrNext { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"RewriteCond {Test} {(Negate ? "!" : "")}{Value}";
}
