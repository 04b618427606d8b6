using Balancing.RealHttpd.Tests.Network;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>One thing that can be compared about a request, as text.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What was seen; several lines of one header are joined in order.</param>
internal readonly record struct Facet(string Name, string Value)
{
    // What belongs to one hop is each server's own: how a body is framed, and whether a connection stays open.
    private static readonly HashSet<string> OfOneHop =
        new(["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything to compare about a request.</summary>
    public static IReadOnlyDictionary<string, string> Of(Ask ask, Seen seen, Loopback loopback)
    {
        var facets = new List<Facet>
        {
            new("status", $"{seen.Status}"),
            new("picks", string.Join(' ', seen.Picks)),
            new("members reached", string.Join(' ', seen.Arrivals.Select(a => a.Member))),
            new("answer is a member's", $"{seen.IsRelayed}"),
        };
        for (var i = 0; i < seen.Arrivals.Count; i++)
        {
            facets.AddRange(OfArrival(seen.Arrivals.Count == 1 ? "" : $" {i + 1}", seen.Arrivals[i].Message));
        }

        if (seen is { IsRelayed: true, Answer: { } answer })
        {
            facets.AddRange(OfHeaders("answered ", answer));
            facets.Add(new("answered body", $"{answer.Body.Length}{(answer.IsWhole ? "" : ", broken off")}"));
            if (ask.Reply is { Kind: ReplyKind.Length, Body: > 0 }) // httpd says no length of 0 to HEAD
            {
                facets.Add(new("answered Content-Length", string.Join(", ", answer.All("Content-Length"))));
            }
        }

        else if (seen is { Status: >= 300 and < 400, Answer: { } redirect })
        {
            facets.Add(new("redirected to", redirect.Header("Location") ?? ""));
        }

        return facets.ToDictionary(f => f.Name, f => loopback.Restore(f.Value));
    }

    private static IEnumerable<Facet> OfArrival(string which, Message message) =>
    [
        new($"request line{which}", message.FirstLine),
        .. OfHeaders($"request{which} ", message, ", "), // we join lines of one name, which means the same
        new($"request{which} body", $"{message.Body.Length}{(message.IsWhole ? "" : ", broken off")}"),
    ];

    private static IEnumerable<Facet> OfHeaders(string prefix, Message message, string between = "\n") =>
        message.Headers.Where(h => !OfOneHop.Contains(h.Key)).GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => new Facet($"{prefix}{g.Key.ToLowerInvariant()}", string.Join(between, g.Select(h => h.Value))));
}
