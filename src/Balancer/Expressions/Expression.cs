using System.Text.RegularExpressions;

namespace Balancing.Expressions;

/// <summary>
/// A condition in httpd's words (httpd: ap_expr): comparisons, patterns, lists, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>. It looks at nothing
/// but its facts: no file, no process environment, no clock (R57).
/// </summary>
internal sealed class Expression
{
    /// <summary>Longest text of an expression, and longest text it may make (R29).</summary>
    public const int MaxLength = 8_192;

    private readonly ExpressionNode _root;

    private Expression(ExpressionNode root) => _root = root;

    /// <summary>Reads a text; for the planner, which reports the problem.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="names">What it may look at.</param>
    /// <param name="made">The expression.</param>
    /// <param name="problem">What is wrong and how to put it right, when the result is false.</param>
    public static bool TryParse(string text, IExpressionNames names, out Expression? made, out (string Cause, string Remedy) problem)
    {
        (made, problem) = (null, ("", ""));
        if (text.Length > MaxLength)
        {
            problem = ($"it is longer than {MaxLength} characters", "Shorten it");
            return false;
        }

        try
        {
            made = new Expression(new ExpressionReader(text, names).ReadAll());
            return true;
        }
        catch (ExpressionException wrong)
        {
            problem = (wrong.Message, wrong.Remedy);
            return false;
        }
    }

    /// <summary>Reads a text that the planner has accepted.</summary>
    public static Expression Parse(string text) => new(new ExpressionReader(text, null).ReadAll());

    /// <summary>
    /// Whether it holds. <see cref="PatternAnswer.TimedOut"/>: a pattern took too long or a text became too long, which is never the
    /// same as no (R30).
    /// </summary>
    /// <param name="facts">What it looks at.</param>
    /// <param name="match">What the last pattern that matched has captured, or null.</param>
    /// <param name="matched">The text it has captured from.</param>
    public PatternAnswer Test(IExpressionFacts facts, out Match? match, out string matched)
    {
        var evaluation = new Evaluation(facts);
        var holds = _root.Test(evaluation);
        (match, matched) = (evaluation.Match, evaluation.Matched);
        return evaluation.Failed ? PatternAnswer.TimedOut : holds ? PatternAnswer.Yes : PatternAnswer.No;
    }
}

/// <summary>A text with <c>%{VAR}</c> and <c>%{function:argument}</c> in it (httpd: <c>expr=</c> as a value).</summary>
internal sealed class ExpressionText
{
    private readonly ExpressionWord _root;

    private ExpressionText(ExpressionWord root) => _root = root;

    /// <summary>What is wrong with a text and how to put it right; null when nothing is.</summary>
    public static (string Cause, string Remedy)? ProblemOf(string text, IExpressionNames names)
    {
        try
        {
            _ = new ExpressionReader(text, names).ReadText();
            return text.Length > Expression.MaxLength ? ($"it is longer than {Expression.MaxLength} characters", "Shorten it") : null;
        }
        catch (ExpressionException wrong)
        {
            return (wrong.Message, wrong.Remedy);
        }
    }

    /// <summary>Reads a text that the planner has accepted.</summary>
    public static ExpressionText Parse(string text) => new(new ExpressionReader(text, null).ReadText());

    /// <summary>The text with the facts in it; null when it is too long.</summary>
    public string? Expand(IExpressionFacts facts)
    {
        var evaluation = new Evaluation(facts);
        var made = _root.Value(evaluation);
        return evaluation.Failed ? null : made;
    }
}

/// <summary>What one look at the facts has found so far.</summary>
internal sealed class Evaluation(IExpressionFacts facts)
{
    public IExpressionFacts Facts { get; } = facts;

    /// <summary>What the last pattern that matched has captured.</summary>
    public Match? Match { get; set; }

    /// <summary>The text it has captured from.</summary>
    public string Matched { get; set; } = "";

    /// <summary>Nothing can be said: a limit was passed.</summary>
    public bool Failed { get; set; }

    /// <summary>A text within its limit.</summary>
    public string Bounded(string text)
    {
        if (text.Length <= Expression.MaxLength) return text;
        Failed = true;
        return "";
    }
}

/// <summary>What is wrong with the text of an expression. It never leaves this room.</summary>
internal sealed class ExpressionException(string cause, string remedy) : FormatException(cause)
{
    public string Remedy { get; } = remedy;
}
