using System.Text;

namespace Balancing.Rewriting;

/// <summary>Why a rule could not run. It names the rule's header, never a value (R36).</summary>
/// <param name="Header">The header the rule is about.</param>
/// <param name="Problem">What is wrong, in words for a person.</param>
internal sealed record HeaderViolation(string Header, string Problem);

/// <summary>Runs Header and RequestHeader rules in order (httpd: mod_headers.c, do_headers_fixup).</summary>
internal static class HeaderRules
{
    /// <summary>
    /// Changes the lines. Null: all is done. Otherwise the rule named was not applied, nor any after it, and the message
    /// must not go out: 400 for a request, 500 for a response (R15).
    /// </summary>
    /// <param name="rules">The rules.</param>
    /// <param name="lines">What they change.</param>
    /// <param name="env">The request's environment, for <c>env=</c> and <c>%{VAR}e</c>.</param>
    public static HeaderViolation? Apply<TLines>(
        IReadOnlyList<HeaderRulePlan> rules, TLines lines, IReadOnlyDictionary<string, string>? env)
        where TLines : IHeaderLines
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (!Runs(rule.Env, env))
            {
                continue;
            }

            if (rule.Action == HeaderAction.Unset)
            {
                lines.Remove(rule.Name);
                continue;
            }

            var value = Expand(rule.Value ?? "", env);
            if (Problem(rule.Name, value) is { } problem)
            {
                return new HeaderViolation(rule.Name, problem);
            }

            Write(rule, value, lines);
        }

        return null;
    }

    private static void Write<TLines>(HeaderRulePlan rule, string value, TLines lines)
        where TLines : IHeaderLines
    {
        var present = rule.Action is HeaderAction.Add or HeaderAction.Set ? null : lines.First(rule.Name);
        switch (rule.Action)
        {
            case HeaderAction.Set:
                lines.Set(rule.Name, value);
                break;
            case HeaderAction.Add:
            case HeaderAction.Append or HeaderAction.Merge or HeaderAction.SetIfEmpty when present is null:
                lines.Add(rule.Name, value);
                break;
            case HeaderAction.SetIfEmpty:
            case HeaderAction.Merge when Holds(present, value):
                break;
            case HeaderAction.Append or HeaderAction.Merge when rule.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase):
                lines.Add(rule.Name, value); // the one header whose lines must never be joined (RFC 9110, 5.3)
                break;
            default:
                lines.SetFirst(rule.Name, $"{present}, {value}");
                break;
        }
    }

    private static bool Runs(string? condition, IReadOnlyDictionary<string, string>? env) =>
        string.IsNullOrEmpty(condition)
        || (condition[0] == '!' ? env?.ContainsKey(condition[1..]) is not true : env?.ContainsKey(condition) is true);

    private static string? Problem(string name, string value) =>
        !FieldText.IsToken(name) ? "the name is no token"
        : value.Length > FieldText.MaxLength ? "the value is too long"
        : FieldText.IsValue(value) ? null
        : "the value holds a character that no header may hold";

    // %{VAR}e and %%; an unset variable is "(null)", as recorded. All else is the text it is.
    private static string Expand(string text, IReadOnlyDictionary<string, string>? env)
    {
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0)
        {
            return text;
        }

        var made = new StringBuilder();
        var from = 0;
        for (; percent >= 0; percent = text.IndexOf('%', from))
        {
            made.Append(text, from, percent - from);
            from = percent + 1;
            var end = text.IndexOf("}e", from, StringComparison.Ordinal);
            if (from < text.Length && text[from] == '%')
            {
                made.Append('%');
                from++;
            }
            else if (end > 0 && text[from] == '{' && !text.AsSpan(from, end - from).Contains('}'))
            {
                made.Append(env is not null && env.TryGetValue(text[(from + 1)..end], out var value) ? value : "(null)");
                from = end + 2;
            }
            else
            {
                made.Append('%');
            }
        }

        return made.Append(text, from, text.Length - from).ToString();
    }

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
