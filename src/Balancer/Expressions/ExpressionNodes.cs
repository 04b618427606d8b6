using System.Globalization;
using System.Net;

namespace Balancing.Expressions;

/// <summary>A part of an expression that is true or false.</summary>
internal abstract class ExpressionNode
{
    public abstract bool Test(Evaluation at);
}

internal sealed class ConstantNode(bool value) : ExpressionNode
{
    public override bool Test(Evaluation at) => value;
}

internal sealed class AnyNode(ExpressionNode left, ExpressionNode right) : ExpressionNode
{
    public override bool Test(Evaluation at) => left.Test(at) || right.Test(at);
}

internal sealed class AllNode(ExpressionNode left, ExpressionNode right) : ExpressionNode
{
    public override bool Test(Evaluation at) => left.Test(at) && right.Test(at);
}

internal sealed class NotNode(ExpressionNode inner) : ExpressionNode
{
    public override bool Test(Evaluation at) => !inner.Test(at);
}

/// <summary><c>-z</c> and <c>-n</c>.</summary>
internal sealed class LengthNode(ExpressionWord word, bool wantsEmpty) : ExpressionNode
{
    public override bool Test(Evaluation at) => word.Value(at).Length == 0 == wantsEmpty;
}

/// <summary><c>-T</c>: false for nothing, <c>0</c>, <c>off</c>, <c>false</c> and <c>no</c> in any case.</summary>
internal sealed class TruthNode(ExpressionWord word) : ExpressionNode
{
    public override bool Test(Evaluation at) => word.Value(at).ToUpperInvariant() is not ("" or "0" or "OFF" or "FALSE" or "NO");
}

internal sealed class MatchNode(ExpressionWord word, PathPattern pattern) : ExpressionNode
{
    public override bool Test(Evaluation at)
    {
        var text = word.Value(at);
        var answer = pattern.Match(text, text.Length, out var match);
        if (answer == PatternAnswer.Yes) (at.Match, at.Matched) = (match, text);
        at.Failed |= answer == PatternAnswer.TimedOut;
        return answer == PatternAnswer.Yes;
    }
}

internal sealed class ListNode(ExpressionWord word, List<ExpressionWord> list) : ExpressionNode
{
    public override bool Test(Evaluation at)
    {
        var text = word.Value(at);
        foreach (var one in list)
        {
            if (one.Value(at) == text) return true;
        }

        return false;
    }
}

/// <summary><c>-ipmatch</c> and <c>-R</c>.</summary>
internal sealed class NetworkNode(ExpressionWord word, IPNetwork network) : ExpressionNode
{
    public override bool Test(Evaluation at) => IPAddress.TryParse(word.Value(at), out var address) && network.Contains(address);
}

internal sealed class WildcardNode(ExpressionWord word, ExpressionWord pattern, bool ignoreCase, char stop) : ExpressionNode
{
    public override bool Test(Evaluation at) => Wildcard.IsMatch(word.Value(at), pattern.Value(at), ignoreCase, stop);
}

internal sealed class CompareNode(ExpressionWord left, ExpressionWord right, Comparison comparison, bool numbers) : ExpressionNode
{
    public override bool Test(Evaluation at)
    {
        var (one, other) = (left.Value(at), right.Value(at));
        return Comparing.Holds(comparison, numbers ? Comparing.Number(one).CompareTo(Comparing.Number(other)) : string.CompareOrdinal(one, other));
    }
}

/// <summary>The six ways to compare.</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>What comparisons are called, and how texts are numbers.</summary>
internal static class Comparing
{
    /// <summary>The comparison of a sign or word; null when it is none.</summary>
    public static Comparison? Of(string name) => name switch
    {
        "==" or "=" or "eq" or "-eq" => Comparison.Equal,
        "!=" or "ne" or "-ne" => Comparison.NotEqual,
        "<" or "lt" or "-lt" => Comparison.Less,
        "<=" or "le" or "-le" => Comparison.LessOrEqual,
        ">" or "gt" or "-gt" => Comparison.Greater,
        ">=" or "ge" or "-ge" => Comparison.GreaterOrEqual,
        _ => null,
    };

    /// <summary>Whether a comparison holds for what <c>CompareTo</c> said.</summary>
    public static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };

    /// <summary>The whole number a text starts with, as C's atoi reads it: 0 when there is none, the nearest when it is too large.</summary>
    public static long Number(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t\n\v\f\r");
        var sign = text is ['-' or '+', ..] ? 1 : 0;
        var end = sign;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end == sign) return 0;
        return long.TryParse(text[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : text[0] == '-' ? long.MinValue : long.MaxValue;
    }
}
