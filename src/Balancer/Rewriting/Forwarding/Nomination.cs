using System.Collections.Frozen;

namespace Balancing.Rewriting;

/// <summary>The headers that a Connection header names, as belonging to this hop only (R16, R17).</summary>
internal readonly struct Nomination
{
    private static readonly FrozenSet<string> Protected = FrozenSet.ToFrozenSet(
        ["Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Forwarded", "Authorization", "Cookie"],
        StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string>? _names;

    private Nomination(HashSet<string>? names, bool isForbidden)
    {
        _names = names;
        IsForbidden = isForbidden;
    }

    /// <summary>It names a header that must reach the backend; on a request that is 400 (R17).</summary>
    public bool IsForbidden { get; }

    /// <summary>Reads a Connection header, its lines joined with commas. Empty elements and what is no token name nothing.</summary>
    public static Nomination Of(string? connection)
    {
        HashSet<string>? names = null;
        var isForbidden = false;
        foreach (var range in connection.AsSpan().Split(','))
        {
            var token = connection.AsSpan()[range].Trim(" \t");
            if (!FieldText.IsToken(token) || token.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var name = token.ToString();
            isForbidden |= IsProtected(name);
            (names ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(name);
        }

        return new Nomination(names, isForbidden);
    }

    /// <summary>The word stands in the Connection header: <c>close</c>, <c>upgrade</c>, or a header's name.</summary>
    public bool Holds(string word) => _names?.Contains(word) is true;

    /// <summary>The header goes no further. A protected one always does, whoever names it.</summary>
    public bool Removes(string header) => _names is not null && _names.Contains(header) && !IsProtected(header);

    private static bool IsProtected(string name) =>
        Protected.Contains(name) || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);
}
