using System.Text.Json;

namespace Balancing.Manager.Live;

/// <summary>
/// Writes events: of each member what differs from what was told before. The names of its values are those of the page's columns; the
/// second text of a column is <c>name.note</c>. Each answer is valid until the next is asked for.
/// </summary>
internal sealed class LiveTeller(ManagerHistory history, string? only) : IDisposable
{
    private readonly PooledBuffer _buffer = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null);
    private Dictionary<string, BalancerTold> _told = new(StringComparer.Ordinal);
    private long _bucket;

    /// <summary>Everything, for one who just came.</summary>
    public ReadOnlyMemory<byte> Everything(LiveSample look, IReadOnlyList<DrainStatus> drains)
    {
        _told.Clear();
        Write("retry: 3000\nevent: all\ndata: "u8, look, drains);
        return _buffer.Written;
    }

    /// <summary>What has changed since the last call; empty for nothing.</summary>
    public ReadOnlyMemory<byte> News(LiveSample look, IReadOnlyList<DrainStatus> drains) =>
        Write("event: news\ndata: "u8, look, drains) ? _buffer.Written : default;

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _buffer.Dispose();
    }

    private bool Write(ReadOnlySpan<byte> head, LiveSample look, IReadOnlyList<DrainStatus> drains)
    {
        _buffer.Clear();
        _buffer.Append(head);
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("bucket"u8, look.Bucket);
        _json.WriteString("at"u8, look.At);
        _json.WriteStartArray("balancers"u8);
        var isNews = WriteBalancers(look, drains);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Append("\n\n"u8);
        return isNews;
    }

    private bool WriteBalancers(LiveSample look, IReadOnlyList<DrainStatus> drains)
    {
        var isNews = look.Bucket != _bucket;
        _bucket = look.Bucket;
        Dictionary<string, BalancerTold> told = new(StringComparer.Ordinal);
        foreach (var balancer in look.View.Balancers)
        {
            if (only is null || string.Equals(balancer.Key, only, StringComparison.OrdinalIgnoreCase))
            {
                told[balancer.Key] = _told.GetValueOrDefault(balancer.Key) ?? new BalancerTold();
                isNews |= told[balancer.Key].Tell(_json, balancer, history, drains);
            }
        }

        isNews |= told.Count != _told.Count;
        _told = told;
        return isNews;
    }
}
