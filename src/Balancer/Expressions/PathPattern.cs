using System.Text.RegularExpressions;

namespace Balancing;

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

    private readonly string _text;
    private readonly RegexOptions _options;

    // Written once or twice with equal values: two threads that meet here build the same automaton.
    private volatile Regex? _regex;

    private PathPattern(string text, RegexOptions options, string literalStart)
    {
        _text = text;
        _options = options;
        LiteralStart = literalStart;
    }

    /// <summary>Gets the text that every matching path starts with, or an empty text.</summary>
    public string LiteralStart { get; }

    private Regex Regex => _regex ??= Build(_text, _options);

    /// <summary>Checks a pattern; for the planner, which reports the problem.</summary>
    public static bool TryCreate(string pattern, bool ignoreCase, out PathPattern? result, out string problem)
    {
        try
        {
            result = Create(pattern, ignoreCase);
            _ = new Regex(result._text, result._options, MatchTimeout);
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

    /// <summary>
    /// Takes a pattern that the planner has accepted. An automaton costs about a millisecond to build; a pattern that is
    /// asked only behind its literal start builds it when it is first asked, so that thousands of them start at once.
    /// </summary>
    public static PathPattern Create(string pattern, bool ignoreCase = false)
    {
        var options = RegexOptions.CultureInvariant | RegexOptions.Singleline | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var result = new PathPattern(PatternText.ToDotNet(pattern), options, ignoreCase ? "" : PatternText.LiteralStart(pattern));
        if (result.LiteralStart.Length <= 1) result._regex = Build(result._text, options);
        return result;
    }

    /// <summary>Whether the pattern occurs in the text. Allocates nothing.</summary>
    public PatternAnswer Test(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(LiteralStart)) return PatternAnswer.No;
        try
        {
            return Regex.IsMatch(text) ? PatternAnswer.Yes : PatternAnswer.No;
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternAnswer.TimedOut;
        }
    }

    /// <summary>The same with the captures, for the first <paramref name="length"/> characters of a text.</summary>
    public PatternAnswer Match(string text, int length, out Match match)
    {
        match = System.Text.RegularExpressions.Match.Empty;
        try
        {
            match = Regex.Match(text, 0, length);
            return match.Success ? PatternAnswer.Yes : PatternAnswer.No;
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternAnswer.TimedOut;
        }
    }

    private static Regex Build(string text, RegexOptions options)
    {
        try
        {
            return new(text, options | RegexOptions.NonBacktracking, System.Text.RegularExpressions.Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Back references and look-around need a search that can take exponential time, so it gets a limit (R30).
            return new(text, options, MatchTimeout);
        }
    }
}
