using System.Globalization;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>
/// Addresses in place of <c>{m1}</c>, <c>{m1.port}</c> and <c>{front}</c>, and back. Every port has five digits, as in the
/// recording, so no address is the beginning of another.
/// </summary>
internal sealed class Placeholders(IReadOnlyList<string> members)
{
    private const int FirstPort = 20_001;

    private readonly (string Mark, string Port, string Address)[] _names =
    [
        .. members.Append("front").Select((name, i) =>
        {
            var port = (FirstPort + i).ToString(CultureInfo.InvariantCulture);
            return (name, port, $"127.0.0.1:{port}");
        }),
    ];

    public string Fill(string text)
    {
        foreach (var (mark, port, address) in _names)
        {
            text = text.Replace($"{{{mark}}}", address, StringComparison.Ordinal)
                .Replace($"{{{mark}.port}}", port, StringComparison.Ordinal);
        }

        return text;
    }

    public string Restore(string text)
    {
        foreach (var (mark, port, address) in _names)
        {
            text = text.Replace(address, $"{{{mark}}}", StringComparison.Ordinal)
                .Replace(port, $"{{{mark}.port}}", StringComparison.Ordinal);
        }

        return text;
    }

    public string NameOf(MemberUrl url) => _names.Single(n => n.Address == url.Authority).Mark;
}
