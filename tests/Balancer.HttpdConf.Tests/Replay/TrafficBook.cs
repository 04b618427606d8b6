using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>
/// Bytes as httpd accounted them (Vectors/README.md, item 4). Where a trace has them per request they are used as they are;
/// what a member moved between two snapshots beyond that is given to the first request without a record that it gets in between.
/// </summary>
internal sealed class TrafficBook
{
    private readonly Dictionary<(int Event, string Balancer, string Member), Bytes> _left = [];

    public TrafficBook(Trace trace)
    {
        var before = new Dictionary<(string, string), Bytes>();
        var first = 0;
        for (var i = 0; i < trace.Events.Count; i++)
        {
            if ((string)trace.Events[i]["do"]! == "snapshot")
            {
                TakeSnapshot(trace.Results!, first, i, before);
                first = i + 1;
            }
        }
    }

    /// <summary>What is to be counted for a member that is hit at an event; given out once.</summary>
    public (long Sent, long Received) Take(int at, string balancer, string member, JsonArray? recorded)
    {
        if (recorded is not null)
        {
            var entry = recorded.FirstOrDefault(t => (string?)t![0] == member);
            return entry is null ? default : ((long)entry[1]!, (long)entry[2]!);
        }

        return _left.TryGetValue((at, balancer, member), out var bytes) ? bytes.Empty() : default;
    }

    private void TakeSnapshot(IReadOnlyList<JsonObject> results, int first, int end, Dictionary<(string, string), Bytes> before)
    {
        foreach (var (balancer, figures) in results[end])
        {
            foreach (var figure in figures!["members"]!.AsArray())
            {
                var member = (string)figure!["member"]!;
                var now = new Bytes((long)figure["to"]!, (long)figure["from"]!);
                var moved = now.Without(before.GetValueOrDefault((balancer, member)));
                for (var e = first; e < end; e++)
                {
                    moved = moved.Without(Recorded(results[e], member));
                }

                for (var e = first; e < end; e++)
                {
                    _left[(e, balancer, member)] = moved;
                }

                before[(balancer, member)] = now;
            }
        }
    }

    // Per request a list of [member, to, from]; a single request has that list alone.
    private static Bytes? Recorded(JsonObject result, string member)
    {
        var entries = (result["traffic"] as JsonArray ?? []).Select(t => t!.AsArray()).Where(t => t.Count > 0)
            .SelectMany(t => t[0] is JsonArray ? t.Select(inner => inner!.AsArray()) : Enumerable.Repeat(t, 1))
            .Where(t => (string?)t[0] == member).ToList();
        return entries.Count == 0 ? null : new Bytes(entries.Sum(t => (long)t[1]!), entries.Sum(t => (long)t[2]!));
    }

    private sealed class Bytes(long sent, long received)
    {
        private long _sent = sent;
        private long _received = received;

        public Bytes Without(Bytes? other) => other is null
            ? new Bytes(_sent, _received)
            : new Bytes(Math.Max(0, _sent - other._sent), Math.Max(0, _received - other._received));

        public (long Sent, long Received) Empty()
        {
            var all = (_sent, _received);
            (_sent, _received) = (0, 0);
            return all;
        }
    }
}
