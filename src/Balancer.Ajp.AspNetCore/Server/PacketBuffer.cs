using System.Buffers;

namespace Balancing.Ajp;

/// <summary>Finds whole packets in what has come; one that lies in several pieces is put together.</summary>
/// <param name="packetSize">Greatest packet.</param>
internal sealed class PacketBuffer(int packetSize)
{
    private byte[] _whole = [];

    /// <summary>Looks for a packet of the front.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="payload">The packet's payload; good until the next call.</param>
    /// <param name="used">How many bytes it takes.</param>
    public Taken TryTake(in ReadOnlySequence<byte> bytes, out ReadOnlySpan<byte> payload, out int used)
    {
        var span = bytes.FirstSpan;
        var taken = AjpPackets.TryTake(span, Magic.ToContainer, packetSize, out var range, out used);
        if (taken == Taken.Part && !bytes.IsSingleSegment)
        {
            var length = (int)Math.Min(bytes.Length, packetSize);
            if (_whole.Length < length)
            {
                _whole = new byte[packetSize];
            }

            bytes.Slice(0, length).CopyTo(_whole);
            span = _whole.AsSpan(0, length);
            taken = AjpPackets.TryTake(span, Magic.ToContainer, packetSize, out range, out used);
        }

        payload = taken == Taken.Packet ? span[range] : [];
        return taken;
    }
}
