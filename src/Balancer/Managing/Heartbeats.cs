using System.Globalization;
using Balancing.Attempts;

namespace Balancing.Managing;

/// <summary>Takes down what members announce about themselves.</summary>
internal static class Heartbeats
{
    /// <summary>Called under the gate.</summary>
    /// <returns>False when nobody is on that host.</returns>
    public static bool Record(Chooser chooser, (string Host, int Ready, int Busy, long Now) beat)
    {
        var known = false;
        var board = chooser.Board;
        for (var slot = 0; slot < board.Members.Length; slot++)
        {
            if (IsOn(board.Members[slot].Url, beat.Host))
            {
                ref var words = ref board.Words[slot];
                (words.Ready, words.Occupied, words.LastSeen) = (beat.Ready, beat.Busy, beat.Now);
                known = true;
            }
        }

        return known;
    }

    private static bool IsOn(MemberUrl url, string host) =>
        string.Equals(url.Host, host, StringComparison.OrdinalIgnoreCase)
        || string.Equals(url.Authority, host, StringComparison.OrdinalIgnoreCase)
        || string.Equals(string.Create(CultureInfo.InvariantCulture, $"{url.Host}:{url.Port}"), host, StringComparison.OrdinalIgnoreCase);
}
