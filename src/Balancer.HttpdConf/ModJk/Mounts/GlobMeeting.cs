using System.Text;

namespace Balancing.HttpdConf.ModJk;

/// <summary>How much work the comparing of patterns may be, in characters against characters.</summary>
internal sealed class Effort(long limit)
{
    private long _left = limit;

    /// <summary>False when the work is not worth it; then the answer is the careful one.</summary>
    public bool Allows(long cells) => _left >= cells && (_left -= cells) >= 0;
}

/// <summary>What two patterns have in common: a set of patterns again.</summary>
internal sealed class GlobMeeting
{
    private const int MostPatterns = 32;
    private const int MostSteps = 20_000;
    private const int LongestWalk = 1_500; // it is a recursion

    private readonly string _a;
    private readonly string _b;
    private readonly bool[] _possible;
    private readonly List<string> _found = [];
    private readonly StringBuilder _text = new();
    private int _steps;

    private GlobMeeting(Glob a, Glob b)
    {
        (_a, _b) = (a.Text, b.Text);
        _possible = Table(_a, _b);
    }

    /// <summary>Whether no path can match both. Without effort left: no, which is the careful answer.</summary>
    public static bool AreApart(Glob a, Glob b, Effort effort)
    {
        var common = Math.Min(a.Literal.Length, b.Literal.Length);
        if (string.CompareOrdinal(a.Literal, 0, b.Literal, 0, common) != 0)
        {
            return true;
        }

        if (a.IsExact)
        {
            return b.IsExact ? a.Text != b.Text : !b.Matches(a.Text);
        }

        return b.IsExact ? !a.Matches(b.Text)
            : effort.Allows((long)a.Text.Length * b.Text.Length) && !Table(a.Text, b.Text)[0];
    }

    /// <summary>The patterns that match what both match; null when they are too many to write down.</summary>
    public static IReadOnlyList<Glob>? Of(Glob a, Glob b, Effort effort)
    {
        if (a.Covers(b))
        {
            return [b];
        }

        if (b.Covers(a))
        {
            return [a];
        }

        if (a.Text.Length + b.Text.Length > LongestWalk || !effort.Allows((long)a.Text.Length * b.Text.Length))
        {
            return null;
        }

        var meeting = new GlobMeeting(a, b);
        return meeting._possible[0] && !meeting.Walk(0, 0) ? null : Widest(meeting._found);
    }

    private static List<Glob> Widest(List<string> found)
    {
        var globs = found.Distinct(StringComparer.Ordinal).Select(text => new Glob(text)).ToList();
        return [.. globs.Where((glob, i) => !globs.Where((other, j) => j != i && other.Covers(glob) && (j < i || !glob.Covers(other))).Any())];
    }

    // possible[i, j]: the rest of a from i and the rest of b from j have a text in common.
    private static bool[] Table(string a, string b)
    {
        var width = b.Length + 1;
        var possible = new bool[(a.Length + 1) * width];
        for (var i = a.Length; i >= 0; i--)
        {
            for (var j = b.Length; j >= 0; j--)
            {
                var (x, y) = (i < a.Length ? a[i] : '\0', j < b.Length ? b[j] : '\0');
                var at = (i * width) + j;
                possible[at] = x == '\0' && y == '\0'
                    || (x == '*' && (possible[at + width] || (y != '\0' && possible[at + 1])))
                    || (y == '*' && (possible[at + 1] || (x != '\0' && possible[at + width])))
                    || (x is not ('\0' or '*') && y is not ('\0' or '*') && (x == y || x == '?' || y == '?') && possible[at + width + 1]);
            }
        }

        return possible;
    }

    // False when there are too many ways. Every way that is begun ends in a pattern, so nothing is tried in vain.
    private bool Walk(int i, int j)
    {
        var width = _b.Length + 1;
        if (!_possible[(i * width) + j])
        {
            return true;
        }

        var (x, y) = (i < _a.Length ? _a[i] : '\0', j < _b.Length ? _b[j] : '\0');
        if (++_steps > MostSteps || _found.Count > MostPatterns)
        {
            return false;
        }

        if (x == '\0' && y == '\0')
        {
            _found.Add(_text.ToString());
            return true;
        }

        if (x == '*' && y == '*')
        {
            return Step('*', i + 1, j) && Step('*', i, j + 1);
        }

        if (x == '*')
        {
            return Walk(i + 1, j) && (y == '\0' || Step(y, i, j + 1));
        }

        if (y == '*')
        {
            return Walk(i, j + 1) && (x == '\0' || Step(x, i + 1, j));
        }

        return Step(x == '?' ? y : x, i + 1, j + 1);
    }

    private bool Step(char c, int i, int j)
    {
        var length = _text.Length;
        _text.Append(c);
        var done = Walk(i, j);
        _text.Length = length;
        return done;
    }
}
