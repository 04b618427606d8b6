using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>
/// Bytes as httpd accounted them (Vectors/README.md, item 4). Where a trace has them per request they are used as they are; where it
/// has none, what a member moved between two snapshots is given to the first request it gets in between.
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
                var recorded = Enumerable.Range(first, i - first).Any(e => trace.Results![e]["traffic"] is not null);
                TakeSnapshot(trace.Results![i], recorded ? null : (first, i), before);
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

    private void TakeSnapshot(JsonObject snapshot, (int First, int End)? interval, Dictionary<(string, string), Bytes> before)
    {
        foreach (var (balancer, figures) in snapshot)
        {
            foreach (var figure in figures!["members"]!.AsArray())
            {
                var key = (balancer, (string)figure!["member"]!);
                var now = new Bytes((long)figure["to"]!, (long)figure["from"]!);
                if (interval is { } span)
                {
                    var moved = now.Since(before.GetValueOrDefault(key));
                    Enumerable.Range(span.First, span.End - span.First).ToList().ForEach(e => _left[(e, key.balancer, key.Item2)] = moved);
                }

                before[key] = now;
            }
        }
    }

    private sealed class Bytes(long sent, long received)
    {
        private long _sent = sent;
        private long _received = received;

        public Bytes Since(Bytes? before) => before is null
            ? new Bytes(_sent, _received)
            : new Bytes(Math.Max(0, _sent - before._sent), Math.Max(0, _received - before._received));

        public (long Sent, long Received) Empty()
        {
            var all = (_sent, _received);
            (_sent, _received) = (0, 0);
            return all;
        }
    }
}
