namespace Balancing.Mapping;

/// <summary>The first rule that matched, and what of the path is left for the target.</summary>
internal struct RuleHit(int below)
{
    /// <summary>Position of the rule; only lower ones are looked for.</summary>
    public int Rule = below;

    /// <summary>Where the rest of the path starts.</summary>
    public int Start;

    /// <summary>How long it is.</summary>
    public int Length;

    /// <summary>The rule's pattern gave up; whether it matches is not known.</summary>
    public bool TimedOut;
}

/// <summary>
/// Finds the first matching rule in configuration order without asking every rule: aliases match whole segments
/// (mod_proxy.c: alias_match, R25), so they form a tree of segments, and a pattern anchored at a literal text hangs in the
/// same tree. Ten thousand aliases cost a walk down one path.
/// </summary>
internal sealed class RuleIndex
{
    private readonly CompiledRule[] _rules;
    private readonly RuleNode _root = new();
    private readonly List<int> _interpolated = [];
    private readonly bool _servlet;
    private bool _hasPatterns;

    /// <summary>Indexes some of the rules; <paramref name="servlet"/>: path parameters do not take part (httpd: mapping=servlet).</summary>
    public RuleIndex(CompiledRule[] rules, Func<CompiledRule, bool> belongs, bool servlet = false)
    {
        _rules = rules;
        _servlet = servlet;
        for (var i = 0; i < rules.Length; i++)
        {
            if (belongs(rules[i])) Add(i, rules[i]);
        }
    }

    /// <summary>Gets a value indicating whether there is no rule at all.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Puts the first matching rule that stands before <c>hit.Rule</c> into <paramref name="hit"/>.</summary>
    public bool Find(ReadOnlySpan<char> path, IReadOnlyDictionary<string, string>? environment, ref RuleHit hit)
    {
        var before = hit.Rule;
        if (IsEmpty) return false;
        FindAlias(_root, path, ref hit);
        if (_interpolated.Count > 0) FindInterpolated(path, environment, ref hit);
        if (_hasPatterns) FindPattern(path, ref hit);
        return hit.Rule < before;
    }

    private static int SkipSlashes(ReadOnlySpan<char> path, int at)
    {
        while (at < path.Length && path[at] == '/') at++;
        return at;
    }

    private void Add(int position, CompiledRule rule)
    {
        IsEmpty = false;
        if (rule.Alias is not null)
        {
            _interpolated.Add(position);
        }
        else if (rule.Pattern is null)
        {
            Plant(_root, rule.Plan.Path, position);
        }
        else
        {
            // The text may stop inside a segment, so only what a slash ends leads down.
            var literal = rule.Pattern.LiteralStart;
            Reach(_root, literal.AsSpan(0, literal.LastIndexOf('/') + 1)).AddPattern(position);
            _hasPatterns = true;
        }
    }

    private static void Plant(RuleNode root, string? alias, int position)
    {
        if (alias is not ['/', ..]) return; // a request path always starts with a slash
        var node = Reach(root, alias);
        if (alias[^1] == '/') node.Slashed = Math.Min(node.Slashed, position);
        else node.Bare = Math.Min(node.Bare, position);
    }

    /// <summary>The node of a path, made when it is missing. Runs of slashes count as one.</summary>
    public static RuleNode Reach(RuleNode node, ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('/'))
        {
            if (!text[range].IsEmpty) node = node.Grow(text[range]);
        }

        return node;
    }

    private void FindAlias(RuleNode node, ReadOnlySpan<char> path, ref RuleHit hit)
    {
        var at = SkipSlashes(path, 0);
        if (node.Slashed < hit.Rule) Take(path, node.Slashed, at, ref hit);
        while (Step(path, _servlet, ref at, ref node, out var nameEnd))
        {
            if (node.Bare < hit.Rule) Take(path, node.Bare, nameEnd, ref hit);
            if (node.Slashed < hit.Rule && at < path.Length) Take(path, node.Slashed, SkipSlashes(path, at), ref hit);
        }
    }

    private void FindPattern(ReadOnlySpan<char> path, ref RuleHit hit)
    {
        var node = _root;
        var at = 0;
        do
        {
            if (node.Patterns is not null) TryPatterns(node.Patterns, path, ref hit);
        }
        while (Step(path, _servlet, ref at, ref node, out _));
    }

    private void TryPatterns(List<int> patterns, ReadOnlySpan<char> path, ref RuleHit hit)
    {
        foreach (var position in patterns)
        {
            if (position >= hit.Rule) return;
            var answer = _rules[position].Pattern!.Test(path);
            if (answer == PatternAnswer.No) continue;
            hit = new RuleHit(position) { Length = path.Length, TimedOut = answer == PatternAnswer.TimedOut };
            return;
        }
    }

    private void FindInterpolated(ReadOnlySpan<char> path, IReadOnlyDictionary<string, string>? environment, ref RuleHit hit)
    {
        foreach (var position in _interpolated)
        {
            if (position >= hit.Rule) return;
            var root = new RuleNode();
            Plant(root, _rules[position].Alias!.Expand(environment), position);
            FindAlias(root, path, ref hit);
        }
    }

    /// <summary>
    /// One segment down; false at the end of the path or of the tree. Without names of its own, a segment of parameters only counts as
    /// an empty one for servlets.
    /// </summary>
    public static bool Step(ReadOnlySpan<char> path, bool servlet, ref int at, ref RuleNode node, out int nameEnd)
    {
        nameEnd = 0;
        while (true)
        {
            var start = SkipSlashes(path, at);
            if (start >= path.Length) return false;
            var length = path[start..].IndexOf('/');
            at = length < 0 ? path.Length : start + length;
            var name = path[start..at];
            if (servlet && name.IndexOf(';') is var cut and >= 0) name = name[..cut];
            nameEnd = start + name.Length;
            if (name.IsEmpty) continue;
            if (node.Child(name) is not { } child) return false;
            node = child;
            return true;
        }
    }

    private void Take(ReadOnlySpan<char> path, int rule, int start, ref RuleHit hit)
    {
        hit = new RuleHit(rule) { Start = start, Length = path.Length - start };
        if (_servlet) CutServletEnd(path, ref hit);
    }

    // mod_proxy.c: alias_match_servlet: parameters of the alias's last segment go on only when a segment follows.
    private static void CutServletEnd(ReadOnlySpan<char> path, ref RuleHit hit)
    {
        var inParameters = false;
        for (var i = hit.Start; i < path.Length; i++)
        {
            inParameters = path[i] != '/' && (inParameters || path[i] == ';');
            if (path[i] != '/' && !inParameters) return;
        }

        var slash = hit.Length > 0 && path[^1] == '/';
        hit.Start = path.Length - (slash ? 1 : 0);
        hit.Length = slash ? 1 : 0;
    }
}
