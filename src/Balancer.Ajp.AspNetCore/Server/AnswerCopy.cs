using System.Buffers;
using Balancing.AspNetCore;

namespace Balancing.Ajp;

/// <summary>Turns Kestrel's HTTP/1.1 answer into packets as it comes, and knows where it ends.</summary>
/// <param name="packetSize">Greatest packet.</param>
internal sealed class AnswerCopy(int packetSize)
{
    private const int LongestHead = AjpPackets.MaxSize;

    // Lines that hold for one connection only; AJP frames by itself.
    private static readonly CodeNames Left = new("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private readonly HeadParser _head = new(LongestHead);
    private ChunkDecoder _chunks;
    private Place _place;
    private long _left;
    private bool _isHead;

    private enum Place
    {
        Head,
        Length,
        Chunked,
        Done,
        Bad,
    }

    /// <summary>Send Headers was written.</summary>
    public bool HasHead { get; private set; }

    /// <summary>The answer is complete.</summary>
    public bool IsDone => _place == Place.Done;

    /// <summary>It cannot be said in AJP.</summary>
    public bool IsBad => _place == Place.Bad;

    /// <summary>Another answer.</summary>
    /// <param name="isHead">To HEAD.</param>
    public void Begin(bool isHead)
    {
        (_place, _isHead, HasHead) = (Place.Head, isHead, false);
        _head.Begin(LongestHead);
    }

    /// <summary>Reads what has come, and writes what follows from it.</summary>
    /// <param name="source">What has come and was not read yet.</param>
    /// <param name="target">Where packets go.</param>
    /// <param name="written">How many bytes of them.</param>
    /// <returns>How far it was read.</returns>
    public SequencePosition Take(in ReadOnlySequence<byte> source, IBufferWriter<byte> target, out int written)
    {
        written = 0;
        var rest = source;
        while (_place == Place.Head && !rest.IsEmpty)
        {
            var used = TakeHead(rest, target, ref written);
            rest = rest.Slice(used);
            if (_place == Place.Head && used == 0)
            {
                return rest.Start;
            }
        }

        return _place is Place.Length or Place.Chunked ? TakeBody(rest, target, ref written) : rest.Start;
    }

    private long TakeHead(in ReadOnlySequence<byte> source, IBufferWriter<byte> target, ref int written)
    {
        var bytes = source.IsSingleSegment ? source.FirstSpan : source.Slice(0, Math.Min(source.Length, LongestHead + 1)).ToArray();
        var state = _head.Parse(bytes, out var used);
        if (state == ParseState.Invalid)
        {
            _place = Place.Bad;
        }
        else if (state == ParseState.Whole)
        {
            if (_head.Head.Status is >= 100 and < 200)
            {
                _head.Begin(LongestHead); // AJP has no interim answers
            }
            else
            {
                written += WriteHead(target);
            }
        }

        return used;
    }

    private int WriteHead(IBufferWriter<byte> target)
    {
        var head = _head.Head;
        var packet = new SendHeadersWriter(target.GetSpan(packetSize)[..packetSize], head.Status, head.Reason);
        foreach (var (name, value) in head.Lines)
        {
            if (Left.CodeOf(name) == 0)
            {
                packet.Header(name, value);
            }
        }

        var length = packet.Finish();
        target.Advance(length);
        HasHead = length > 0;
        _left = head.Length;
        _chunks = default;
        _place = !HasHead ? Place.Bad
            : _isHead || head.Status is 204 or 205 or 304 || head.Length == 0 ? Place.Done // R9
            : head.IsChunked ? Place.Chunked
            : head.Length > 0 ? Place.Length : Place.Bad;
        return length;
    }

    private SequencePosition TakeBody(in ReadOnlySequence<byte> source, IBufferWriter<byte> target, ref int written)
    {
        var packer = new ChunkPacker(target, packetSize, source.Length);
        var used = 0L;
        foreach (var segment in source)
        {
            used += _place == Place.Length ? TakePlain(segment.Span, ref packer) : TakeChunked(segment.Span, ref packer);
            if (_place is Place.Done or Place.Bad)
            {
                break;
            }
        }

        packer.Close();
        written += packer.Written;
        return source.GetPosition(used);
    }

    private int TakePlain(ReadOnlySpan<byte> bytes, ref ChunkPacker packer)
    {
        var part = (int)Math.Min(bytes.Length, _left);
        packer.Add(bytes[..part]);
        _left -= part;
        _place = _left == 0 ? Place.Done : Place.Length;
        return part;
    }

    private int TakeChunked(ReadOnlySpan<byte> bytes, ref ChunkPacker packer)
    {
        var at = 0;
        while (at < bytes.Length && !_chunks.IsDone && !_chunks.IsBad)
        {
            if (_chunks.Plain > 0)
            {
                var part = (int)Math.Min(_chunks.Plain, bytes.Length - at);
                packer.Add(bytes.Slice(at, part));
                _chunks.Took(part);
                at += part;
            }
            else
            {
                _chunks.Decode(bytes[at..], [], out var used);
                at += used;
            }
        }

        _place = _chunks.IsDone ? Place.Done : _chunks.IsBad ? Place.Bad : Place.Chunked;
        return at;
    }
}
