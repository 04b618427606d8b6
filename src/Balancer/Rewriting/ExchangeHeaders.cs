using Balancing.Rewriting;

namespace Balancing;

/// <summary>
/// The header lines of one exchange while <see cref="GatewayRules"/> work on them: as received, as sent to a member, as answered. Used again
/// for one exchange after another it allocates nothing; lines that were handed out change then.
/// </summary>
public sealed class ExchangeHeaders
{
    /// <summary>The client's lines in order. Fill it before the rules see it.</summary>
    public IList<KeyValuePair<string, string>> Received => Client.Lines;

    internal HeaderList Client { get; } = new([]);

    internal HeaderList Sent { get; } = new([]);

    internal HeaderList Answered { get; } = new([]);

    internal Nomination Nominated { get; set; }

    internal MaxForwards Hops { get; set; }

    /// <summary>Another exchange.</summary>
    public void Clear()
    {
        Client.Lines.Clear();
        Sent.Lines.Clear();
        Answered.Lines.Clear();
    }

    internal static ExchangeHeaders Of(IEnumerable<KeyValuePair<string, string>> received)
    {
        var headers = new ExchangeHeaders();
        headers.Client.Lines.AddRange(received);
        return headers;
    }
}
