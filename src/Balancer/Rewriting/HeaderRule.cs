using Balancing.Expressions;

namespace Balancing.Rewriting;

/// <summary>One Header or RequestHeader rule, ready to run.</summary>
internal sealed class HeaderRule
{
    private const string TooSlow = "an expression or pattern took too long, or made too long a text";

    private readonly HeaderRulePlan _plan;
    private readonly HeaderValue _value;
    private readonly PathPattern? _pattern;
    private readonly Expression? _condition;

    public HeaderRule(HeaderRulePlan plan)
    {
        _plan = plan;
        _value = new HeaderValue(plan.Value ?? "");
        _condition = plan.Expr is null ? null : Expression.Parse(plan.Expr);
        _pattern = plan.Action == HeaderAction.Echo ? PathPattern.Create(plan.Name, ignoreCase: true)
            : plan.Action is HeaderAction.Edit or HeaderAction.EditAll ? PathPattern.Create(plan.Pattern ?? "")
            : null;
    }

    /// <summary>The header it is about.</summary>
    public string Name => _plan.Name;

    /// <summary>It has an expression.</summary>
    public bool LooksAtFacts => _condition is not null || _value.LooksAtFacts;

    /// <summary>It copies headers of the request.</summary>
    public bool Echoes => _plan.Action == HeaderAction.Echo;

    /// <summary>Changes the lines; the result is why it cannot, or null.</summary>
    public string? Apply<TLines>(TLines lines, in HeaderFacts facts)
        where TLines : IHeaderLines
    {
        if (!Runs(_plan.Env, facts.Environment))
        {
            return null;
        }

        if (_condition is not null && _condition.Test(facts.Facts!, out _, out _) is var answer and not PatternAnswer.Yes)
        {
            return answer == PatternAnswer.TimedOut ? TooSlow : null;
        }

        switch (_plan.Action)
        {
            case HeaderAction.Unset:
                lines.Remove(Name);
                return null;
            case HeaderAction.Echo:
                return Echo(lines, facts.Request);
            case HeaderAction.Edit or HeaderAction.EditAll:
                return Edit(lines, facts);
            default:
                return _value.Expand(facts) is not { } value ? TooSlow : Problem(Name, value) ?? Write(value, lines);
        }
    }

    private string? Write<TLines>(string value, TLines lines)
        where TLines : IHeaderLines
    {
        var present = _plan.Action is HeaderAction.Add or HeaderAction.Set ? null : lines.First(Name);
        switch (_plan.Action)
        {
            case HeaderAction.Set:
                lines.Set(Name, value);
                break;
            case HeaderAction.Add:
            case HeaderAction.Append or HeaderAction.Merge or HeaderAction.SetIfEmpty when present is null:
                lines.Add(Name, value);
                break;
            case HeaderAction.SetIfEmpty:
            case HeaderAction.Merge when Holds(present, value):
                break;
            case HeaderAction.Append or HeaderAction.Merge when Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase):
                lines.Add(Name, value); // the one header whose lines must never be joined (RFC 9110, 5.3)
                break;
            default:
                lines.SetFirst(Name, $"{present}, {value}");
                break;
        }

        return null;
    }

    private string? Edit<TLines>(TLines lines, in HeaderFacts facts)
        where TLines : IHeaderLines
    {
        if (lines.First(Name) is null)
        {
            return null;
        }

        if (_value.Expand(facts) is not { } replacement)
        {
            return TooSlow;
        }

        var editor = new HeaderEditor(_pattern!, replacement, _plan.Action == HeaderAction.EditAll);
        lines.Change(Name, editor.Edit);
        return editor.Problem;
    }

    // What frames the message or belongs to the client's connection is never ours to repeat (R1, R16).
    private string? Echo<TLines>(TLines lines, IRequestHeaders? request)
        where TLines : IHeaderLines
    {
        foreach (var (name, value) in request?.Lines ?? [])
        {
            var answer = _pattern!.Test(name);
            if (answer == PatternAnswer.TimedOut)
            {
                return TooSlow;
            }

            if (answer == PatternAnswer.No || ForwardingRules.DropsFromResponse(name, default)
                || name.ToUpperInvariant() is "CONTENT-LENGTH" or "HOST" or "COOKIE" or "AUTHORIZATION")
            {
                continue;
            }

            if (Problem(name, value) is { } problem)
            {
                return problem;
            }

            lines.Add(name, value);
        }

        return null;
    }

    private static bool Runs(string? condition, IReadOnlyDictionary<string, string>? env) =>
        string.IsNullOrEmpty(condition)
        || (condition[0] == '!' ? env?.ContainsKey(condition[1..]) is not true : env?.ContainsKey(condition) is true);

    /// <summary>Why a line must not be written, or null (R11, R13).</summary>
    internal static string? Problem(string name, string value) =>
        !FieldText.IsToken(name) ? "the name is no token"
        : value.Length > FieldText.MaxLength ? "the value is too long"
        : FieldText.IsValue(value) ? null
        : "the value holds a character that no header may hold";

    // httpd: hdr_merge; an element of the list, a comma inside quotes ends none.
    private static bool Holds(string list, string value)
    {
        var quoted = false;
        var start = 0;
        for (var at = 0; at <= list.Length; at++)
        {
            if (at < list.Length && list[at] == '"')
            {
                quoted = !quoted;
            }

            if (at == list.Length || (list[at] == ',' && !quoted))
            {
                if (list.AsSpan(start, at - start).Trim(" \t").SequenceEqual(value))
                {
                    return true;
                }

                start = at + 1;
            }
        }

        return false;
    }
}
