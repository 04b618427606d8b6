using System.Text;

namespace Balancing.Expressions;

/// <summary>A part of an expression that is a text.</summary>
internal abstract class ExpressionWord
{
    public abstract string Value(Evaluation at);
}

internal sealed class LiteralWord(string text) : ExpressionWord
{
    public string Text { get; } = text;

    public override string Value(Evaluation at) => Text;
}

/// <summary>A fact: a variable, or with an argument a function.</summary>
internal sealed class VariableWord(string name, ExpressionWord? argument) : ExpressionWord
{
    public override string Value(Evaluation at) =>
        (argument is null ? at.Facts.Variable(name) : at.Facts.Function(name, argument.Value(at))) ?? "";
}

/// <summary><c>$0</c>..<c>$9</c> of the last pattern that matched.</summary>
internal sealed class CaptureWord(int group) : ExpressionWord
{
    public override string Value(Evaluation at) => at.Match?.Groups[group].Value ?? "";
}

internal sealed class JoinedWord(List<ExpressionWord> parts) : ExpressionWord
{
    public override string Value(Evaluation at)
    {
        var to = new StringBuilder();
        foreach (var part in parts)
        {
            to.Append(part.Value(at));
            if (to.Length > Expression.MaxLength)
            {
                at.Failed = true;
                return "";
            }
        }

        return to.ToString();
    }
}

/// <summary>A function that looks at nothing but its argument.</summary>
internal sealed class PureWord(Func<string, string> function, ExpressionWord argument) : ExpressionWord
{
    public override string Value(Evaluation at) => at.Bounded(function(argument.Value(at)));
}

/// <summary>The functions that need no facts (util_expr_eval.c).</summary>
internal static class PureFunctions
{
    /// <summary>The function of a lower-case name, or null.</summary>
    public static Func<string, string>? Of(string name) => name switch
    {
        "tolower" => static text => text.ToLowerInvariant(),
        "toupper" => static text => text.ToUpperInvariant(),
        "escape" => Escape,
        "unescape" => Unescape,
        "base64" => static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        "unbase64" => Unbase64,
        _ => null,
    };

    private static string Escape(string text) => string.Join('/', text.Split('/').Select(Uri.EscapeDataString));

    // httpd gives nothing for a text that holds a bad escape, a slash or NUL in escapes.
    private static string Unescape(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (PercentText.Byte(text, i) is < 1 or '/') return "";
        }

        return Uri.UnescapeDataString(text);
    }

    private static string Unbase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
