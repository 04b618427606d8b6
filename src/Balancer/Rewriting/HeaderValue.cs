using System.Text;
using Balancing.Expressions;

namespace Balancing.Rewriting;

/// <summary>The value of a header rule: text with <c>%{VAR}e</c> and <c>%%</c>, or after <c>expr=</c> a text of an expression.</summary>
internal sealed class HeaderValue
{
    private readonly string _text;
    private readonly ExpressionText? _expression;

    public HeaderValue(string text)
    {
        _text = text;
        _expression = text.StartsWith("expr=", StringComparison.OrdinalIgnoreCase) ? ExpressionText.Parse(text[5..]) : null;
    }

    /// <summary>It looks at the facts of the request.</summary>
    public bool LooksAtFacts => _expression is not null;

    /// <summary>The value; null when it is too long.</summary>
    public string? Expand(in HeaderFacts facts) => _expression is null ? Expand(_text, facts.Environment) : _expression.Expand(facts.Facts!);

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
}
