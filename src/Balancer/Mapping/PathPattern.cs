using System.Text.RegularExpressions;

namespace Balancing.Mapping;

/// <summary>What a pattern says to a text.</summary>
internal enum PatternAnswer
{
    No,
    Yes,

    /// <summary>It took too long. Never the same as <see cref="No"/>: it may be a rule that denies (R30).</summary>
    TimedOut,
}

/// <summary>One compiled pattern of the configuration.</summary>
internal sealed class PathPattern
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(50);

    private readonly Regex _regex;

    private PathPattern(Regex regex, string literalStart)
    {
        _regex = regex;
        LiteralStart = literalStart;
    }

    /// <summary>Gets the text that every matching path starts with, or an empty text.</summary>
    public string LiteralStart { get; }

    /// <summary>Compiles a pattern; for the planner, which reports the problem.</summary>
    public static bool TryCreate(string pattern, bool ignoreCase, out PathPattern? result, out string problem)
    {
        try
        {
            result = Create(pattern, ignoreCase);
            problem = "";
            return true;
        }
        catch (ArgumentException wrong)
        {
            result = null;
            problem = wrong.Message;
            return false;
        }
    }

    /// <summary>Compiles a pattern that the planner has accepted.</summary>
    public static PathPattern Create(string pattern, bool ignoreCase = false)
    {
        var text = PatternText.ToDotNet(pattern);
        var options = RegexOptions.CultureInvariant | RegexOptions.Singleline | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var literal = ignoreCase ? "" : PatternText.LiteralStart(pattern);
        try
        {
            return new(new Regex(text, options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout), literal);
        }
        catch (NotSupportedException)
        {
            // Back references and look-around need a search that can take exponential time, so it gets a limit (R30).
            return new(new Regex(text, options, MatchTimeout), literal);
        }
    }

    /// <summary>Whether the pattern occurs in the text. Allocates nothing.</summary>
    public PatternAnswer Test(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(LiteralStart)) return PatternAnswer.No;
        try
        {
            return _regex.IsMatch(text) ? PatternAnswer.Yes : PatternAnswer.No;
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternAnswer.TimedOut;
        }
    }

    /// <summary>The same with the captures.</summary>
    public PatternAnswer Match(in PathText path, out Match match) => Match(path.Text, path.Length, out match);

    /// <summary>The same for the first <paramref name="length"/> characters of a text.</summary>
    public PatternAnswer Match(string text, int length, out Match match)
    {
        match = System.Text.RegularExpressions.Match.Empty;
        try
        {
            match = _regex.Match(text, 0, length);
            return match.Success ? PatternAnswer.Yes : PatternAnswer.No;
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternAnswer.TimedOut;
        }
    }
}
