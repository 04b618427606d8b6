using System.Globalization;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>Holds what our backend got against the letter, and against what the backends of the others got.</summary>
internal static class Judge
{
    // Of one hop, or added by a gateway: compared by meaning, or held against a rule of our own.
    private static readonly HashSet<string> OneHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Via", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Content-Length", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Expect", "Max-Forwards",
        "X-Real-IP", "Forwarded", "Proxy", "HTTP2-Settings",
    };

    private static readonly string[] NeverOut = ["Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Upgrade", "Proxy", "X-Real-IP", "Forwarded", "X-Forwarded-Proto"];

    public static IReadOnlyList<Finding> Findings(Stream stream, IReadOnlyList<Heard> heard)
    {
        var ours = heard[0] with { Messages = [.. heard[0].Messages.Where(m => !IsOfAnother(stream, m))] };
        var findings = ByTheLetter(stream, ours).ToList();
        var differing = new Dictionary<(string Kind, int Number), List<string>>();
        for (var which = 1; which < heard.Count; which++)
        {
            if (FirstParting(stream, ours, heard[which]) is { } parting)
            {
                (differing.TryGetValue(parting, out var names) ? names : differing[parting] = []).Add(References.Names[which - 1]);
            }
        }

        findings.AddRange(differing.Select(d => new Finding(d.Key.Kind, stream.TraitsUpTo(d.Key.Number), $"request {d.Key.Number}, unlike {string.Join(", ", d.Value)}")));
        findings.AddRange(Changed(stream, ours, [.. heard.Skip(1)]));
        return findings;
    }

    private static IEnumerable<Finding> ByTheLetter(Stream stream, Heard ours)
    {
        var traits = stream.TraitsUpTo(int.MaxValue);
        foreach (var fault in ours.Faults)
        {
            yield return new Finding("broken", traits, fault, IsNever: true);
        }

        var ids = ours.Messages.Select(m => m.Id).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count || ids.Except(Ids(stream).Select(id => id.Id), StringComparer.Ordinal).Any())
        {
            yield return new Finding("multiplied", traits, $"ids {string.Join(' ', ids)}", IsNever: true);
        }

        // The last answer may be lost with its connection, no other; on a busy machine our client may have left too early.
        if (ids.Count - ours.Seen.Count > 1)
        {
            yield return new Finding("lost", traits, $"sent {string.Join(' ', ids)}, answered {string.Join(' ', ours.Seen)}");
        }

        if (!ours.Seen.SequenceEqual(ids.Take(ours.Seen.Count), StringComparer.Ordinal))
        {
            yield return new Finding("misanswered", traits, $"sent {string.Join(' ', ids)}, answered {string.Join(' ', ours.Seen)}", IsNever: true);
        }

        foreach (var message in ours.Messages)
        {
            if (Unlawful(message) is { } what)
            {
                yield return new Finding("unlawful", traits, what, IsNever: true);
            }

            if (StrictParser.IsLoose(message.Target))
            {
                yield return new Finding("loose", traits, message.Target);
            }
        }
    }

    private static string? Unlawful(StrictMessage message)
    {
        if (NeverOut.FirstOrDefault(name => message.All(name).Any()) is { } name)
        {
            return $"{name} was passed on"; // R12, R16, R18
        }

        return message.All("Connection").Any(value => value.ToLowerInvariant() is not ("close" or "keep-alive" or "te" or "close, te" or "keep-alive, te")) ? "Connection says more than it may"
            : message.All("TE").Any(value => value != "trailers") ? "TE says more than it may"
            : !message.All("X-Forwarded-For").SequenceEqual(["127.0.0.1"], StringComparer.Ordinal) ? "X-Forwarded-For is not the client"
            : message.Fields.Any(f => f.Key.Contains('_', StringComparison.Ordinal)) ? "a name has an underscore"
            : null;
    }

    // Where the two part there is no comparing what follows: whoever refuses may close the connection.
    private static (string Kind, int Number)? FirstParting(Stream stream, Heard ours, Heard theirs)
    {
        foreach (var (id, number, isHidden) in Ids(stream))
        {
            var (we, they) = (ours.Of(id) is not null, theirs.Of(id) is not null);
            if (!we && !they && !isHidden)
            {
                return null;
            }

            if (we == they)
            {
                continue;
            }

            return !they && theirs.Faults.Count > 0 ? null : ((we, isHidden) switch
            {
                (true, true) => "splits",
                (true, false) => "accepts",
                (false, true) => "joins",
                _ => "refuses",
            }, number);
        }

        return null;
    }

    private static IEnumerable<Finding> Changed(Stream stream, Heard ours, IReadOnlyList<Heard> others)
    {
        foreach (var (id, number, _) in Ids(stream))
        {
            var theirs = others.Select(other => other.Of(id)).OfType<StrictMessage>().ToList();
            if (ours.Of(id) is not { } mine || theirs.Count == 0)
            {
                continue;
            }

            foreach (var (kind, facet) in Facets)
            {
                if (!theirs.Exists(message => facet(message) == facet(mine)))
                {
                    yield return new Finding(kind, stream.TraitsUpTo(number), $"ours {Stream.Notation(facet(mine))}, theirs {string.Join(" or ", theirs.Select(t => Stream.Notation(facet(t))).Distinct())}");
                }
            }
        }
    }

    private static readonly (string Kind, Func<StrictMessage, string> Facet)[] Facets =
    [
        ("method", m => m.Method),
        ("target", m => m.Target),
        ("host", m => string.Join(" and ", m.All("Host")).ToLowerInvariant()),
        ("fields", m => EndToEnd(m.Fields)),
        ("body", m => m.Body),
        ("trailers", m => m.Trailers.Count == 0 ? "" : EndToEnd(m.Trailers)),
    ];

    private static string EndToEnd(IEnumerable<KeyValuePair<string, string>> fields) => string.Join('\n', fields
        .Where(f => !OneHop.Contains(f.Key) && !f.Key.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
        .GroupBy(f => f.Key.ToLowerInvariant(), f => f.Value, StringComparer.Ordinal)
        .OrderBy(f => f.Key, StringComparer.Ordinal)
        .Select(f => $"{f.Key}: {string.Join(f.Key == "cookie" ? "; " : ", ", f)}"));

    private static IEnumerable<(string Id, int Number, bool IsHidden)> Ids(Stream stream) => stream.Plans.SelectMany(plan =>
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{stream.Number}-{plan.Number}");
        return ((string, int, bool)[])[(id, plan.Number, false), (id + "s", plan.Number, true)];
    });

    private static bool IsOfAnother(Stream stream, StrictMessage message) =>
        message.Id.Length > 0 && !message.Id.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{stream.Number}-"), StringComparison.Ordinal);
}
