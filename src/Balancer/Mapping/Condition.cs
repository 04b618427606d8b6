using Balancing.Expressions;

namespace Balancing.Mapping;

/// <summary>One RewriteCond, ready to ask (mod_rewrite.c: apply_rewrite_cond).</summary>
internal sealed class Condition
{
    private readonly RewriteText? _test;
    private readonly PathPattern? _pattern;
    private readonly Expression? _expression;
    private readonly long _number;

    public Condition(RewriteCondPlan plan)
    {
        Plan = plan;
        _number = Comparing.Number(plan.Value);
        if (plan.Kind == ConditionTest.Pattern) _pattern = PathPattern.Create(plan.Value, plan.NoCase);
        if (plan.Kind == ConditionTest.Expression) _expression = Expression.Parse(plan.Value);
        else if (plan.Kind != ConditionTest.File) _test = new RewriteText(plan.Test);
    }

    public RewriteCondPlan Plan { get; }

    /// <summary>
    /// Whether all conditions of a rule hold. Of some joined by OR one is enough, and the rest of them is not asked; an OR behind the
    /// last condition joins it with nothing, which is true.
    /// </summary>
    /// <param name="conditions">The conditions in order.</param>
    /// <param name="context">What they look at.</param>
    /// <param name="from">What the rule's pattern captured.</param>
    /// <param name="failed">The position of the one that did not hold.</param>
    public static PatternAnswer All(Condition[] conditions, RewriteContext context, in Captured from, out int failed)
    {
        for (failed = 0; failed < conditions.Length; failed++)
        {
            var answer = conditions[failed].Ask(context, from);
            if (answer == PatternAnswer.TimedOut) return answer;
            if (!conditions[failed].Plan.OrNext)
            {
                if (answer == PatternAnswer.No) return answer;
                continue;
            }

            while (answer == PatternAnswer.Yes && failed < conditions.Length - 1 && conditions[failed].Plan.OrNext) failed++;
        }

        return PatternAnswer.Yes;
    }

    private PatternAnswer Ask(RewriteContext context, in Captured from)
    {
        if (_expression is not null) return Turned(AskExpression(context));
        if (_test is null) return Turned(PatternAnswer.No); // no file is there, and none is looked for (R32)
        if (_test.Expand(context, from) is not { } text) return PatternAnswer.TimedOut;
        if (_pattern is not null) return Turned(AskPattern(context, text));
        return Turned(Compare(text.Span) ? PatternAnswer.Yes : PatternAnswer.No);
    }

    private PatternAnswer AskPattern(RewriteContext context, in SourcedText text)
    {
        // The slice is asked as a text of its own, so that ^ and $ are its ends.
        var whole = text.Start == 0 ? text : new SourcedText(text.Text.Cut(text.Start, text.Length), text.Spelled, 0, text.Length);
        var answer = _pattern!.Match(whole.Text.Text, whole.Length, out var match);
        if (answer == PatternAnswer.Yes && !Plan.Negate) context.Remember(match, whole);
        return answer;
    }

    private PatternAnswer AskExpression(RewriteContext context)
    {
        var answer = _expression!.Test(context.Variables, out var match, out var matched);
        if (answer == PatternAnswer.Yes && !Plan.Negate && match is not null)
            context.Remember(match, SourcedText.Of(matched, Spelled.Plainly));
        return answer;
    }

    private PatternAnswer Turned(PatternAnswer answer) =>
        !Plan.Negate || answer == PatternAnswer.TimedOut ? answer : answer == PatternAnswer.Yes ? PatternAnswer.No : PatternAnswer.Yes;

    private bool Compare(ReadOnlySpan<char> text) => Plan.Kind switch
    {
        ConditionTest.Equal => text.Equals(Plan.Value, Plan.NoCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal),
        ConditionTest.Less => Order(text) < 0,
        ConditionTest.LessOrEqual => Order(text) <= 0,
        ConditionTest.Greater => Order(text) > 0,
        ConditionTest.GreaterOrEqual => Order(text) >= 0,
        ConditionTest.NumberEqual => Comparing.Number(text) == _number,
        ConditionTest.NumberNotEqual => Comparing.Number(text) != _number,
        ConditionTest.NumberLess => Comparing.Number(text) < _number,
        ConditionTest.NumberLessOrEqual => Comparing.Number(text) <= _number,
        ConditionTest.NumberGreater => Comparing.Number(text) > _number,
        _ => Comparing.Number(text) >= _number,
    };

    // mod_rewrite.c: compare_lexicography: the longer text is the greater one. With NC it is strcasecmp, where length is nothing.
    private int Order(ReadOnlySpan<char> text)
    {
        var value = Plan.Value.AsSpan();
        if (!Plan.NoCase) return text.Length != value.Length ? text.Length.CompareTo(value.Length) : text.CompareTo(value, StringComparison.Ordinal);
        for (var i = 0; i < text.Length && i < value.Length; i++)
        {
            var order = char.ToLowerInvariant(text[i]).CompareTo(char.ToLowerInvariant(value[i]));
            if (order != 0) return order;
        }

        return text.Length.CompareTo(value.Length);
    }
}
