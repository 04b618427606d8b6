using System.Buffers;

namespace Balancing.Ajp;

/// <summary>Fills Send Body Chunk packets in the place they are sent from, each as full as what is there allows.</summary>
/// <param name="target">Where to.</param>
/// <param name="packetSize">Greatest packet.</param>
/// <param name="most">No more bytes than this will come.</param>
internal ref struct ChunkPacker(IBufferWriter<byte> target, int packetSize, long most)
{
    private long _most = most;
    private Span<byte> _packet;
    private int _count;

    /// <summary>Bytes of whole packets.</summary>
    public int Written { get; private set; }

    public void Add(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (_packet.IsEmpty)
            {
                var size = (int)Math.Min(packetSize, _most + AjpPackets.ChunkOffset + 1);
                _packet = target.GetSpan(size)[..size];
            }

            var part = Math.Min(data.Length, AjpPackets.MaxChunk(_packet.Length) - _count);
            data[..part].CopyTo(_packet[(AjpPackets.ChunkOffset + _count)..]);
            _count += part;
            _most -= part;
            data = data[part..];
            if (_count == AjpPackets.MaxChunk(_packet.Length))
            {
                Close();
            }
        }
    }

    /// <summary>Ends the packet that is being filled.</summary>
    public void Close()
    {
        if (_count > 0)
        {
            var length = ContainerPackets.FrameChunk(_packet, _count);
            target.Advance(length);
            Written += length;
            _packet = default;
            _count = 0;
        }
    }
}
