namespace Balancing.HttpdConf.Known;

/// <summary>Finds the name that a name with a slip is meant to be.</summary>
internal static class Spelling
{
    private const int Longest = 40;

    /// <summary>The nearest name with at most two slips in a long name and one in a short one, or null.</summary>
    /// <param name="written">The name as written.</param>
    /// <param name="names">What there is.</param>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        if (written.Length > Longest)
        {
            return null;
        }

        var letters = Letters(written);
        string? best = null;
        var distance = written.Length < 5 ? 1 : 2;
        foreach (var name in names)
        {
            // A slip changes one letter for another at most, so most names need no closer look.
            if (Math.Abs(name.Length - written.Length) > distance
                || int.PopCount((int)(Letters(name) ^ letters)) > 2 * distance
                || name[0] == '<' != (written[0] == '<'))
            {
                continue;
            }

            var found = Distance(written, name);
            if (found < distance || (found == distance && (best is null || string.CompareOrdinal(name, best) < 0)))
            {
                best = name;
                distance = found;
            }
        }

        return best;
    }

    private static uint Letters(string name) => name.Aggregate(0u, (sum, c) => sum | (1u << (char.ToUpperInvariant(c) & 31)));

    /// <summary>Letters too few, too many, wrong, or two changed places (optimal string alignment), case aside.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[Longest + 3];
        Span<int> above = stackalloc int[Longest + 3];
        Span<int> row = stackalloc int[Longest + 3];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var oldest = before;
            before = above;
            above = row;
            row = oldest;
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + same);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
