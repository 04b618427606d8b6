using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Balancing.Ajp;

/// <summary>
/// Writes one packet into a span as long as a packet may be. The first fault stays, and nothing is written after it: whoever asks
/// <see cref="Finish"/> at the end gets a whole packet or none.
/// </summary>
internal ref struct PacketWriter
{
    private const int NullText = 0xFFFF;

    private readonly Span<byte> _packet;
    private readonly Magic _magic;
    private int _at;

    public PacketWriter(Span<byte> packet, Magic magic)
    {
        _packet = packet[..Math.Min(packet.Length, AjpPackets.MaxSize)];
        _magic = magic;
        _at = AjpPackets.HeaderLength;
        Fault = _packet.Length < AjpPackets.HeaderLength ? AjpFault.TooBig : AjpFault.None;
    }

    /// <summary>What went wrong first.</summary>
    public AjpFault Fault { get; private set; }

    /// <summary>Notes a fault, unless there is one already.</summary>
    public void Fail(AjpFault fault)
    {
        if (Fault == AjpFault.None)
        {
            Fault = fault;
        }
    }

    public void Byte(byte value)
    {
        if (Reserve(1))
        {
            _packet[_at++] = value;
        }
    }

    /// <summary>A number of two bytes, 0 to 65535.</summary>
    public void Number(int value)
    {
        if (value is < 0 or > ushort.MaxValue)
        {
            Fail(AjpFault.BadNumber);
        }
        else if (Reserve(2))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_packet[_at..], (ushort)value);
            _at += 2;
        }
    }

    /// <summary>A text, or null.</summary>
    public void Text(string? value, TextKind kind = TextKind.Value)
    {
        if (value is null)
        {
            Number(NullText);
            return;
        }

        if (WireText.Check(value.AsSpan(), kind) is var fault and not AjpFault.None)
        {
            Fail(fault);
        }
        else if (value.Length >= NullText)
        {
            Fail(AjpFault.TooBig);
        }
        else if (Reserve(value.Length + 3))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_packet[_at..], (ushort)value.Length);
            Encoding.Latin1.GetBytes(value, _packet[(_at + 2)..]);
            _at += value.Length + 3;
            _packet[_at - 1] = 0;
        }
    }

    /// <summary>A number as a text of digits.</summary>
    public void Digits(long value)
    {
        if (value < 0)
        {
            Fail(AjpFault.BadNumber);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var length);
        if (Reserve(length + 3))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_packet[_at..], (ushort)length);
            digits[..length].CopyTo(_packet[(_at + 2)..]);
            _at += length + 3;
            _packet[_at - 1] = 0;
        }
    }

    /// <summary>A header field: its name as a code when it has one.</summary>
    public void Field(CodeNames names, string name, string value)
    {
        if (names.CodeOf(name) is var code and not 0)
        {
            Number(AjpCodes.NameCode | code);
        }
        else if (name.Length >= AjpCodes.NameCode)
        {
            Fail(AjpFault.BadName);
        }
        else
        {
            Text(name, TextKind.Token);
        }

        if (value is null)
        {
            Fail(AjpFault.MissingText);
        }

        Text(value);
    }

    /// <summary>Leaves room for a number that <see cref="Fill"/> writes later.</summary>
    public int Leave()
    {
        var at = _at;
        Number(0);
        return at;
    }

    /// <summary>Writes a number where room was left.</summary>
    public void Fill(int at, int value)
    {
        if (value is < 0 or > ushort.MaxValue)
        {
            Fail(AjpFault.BadNumber);
        }
        else if (Fault == AjpFault.None)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_packet[at..], (ushort)value);
        }
    }

    /// <summary>Writes the packet's head.</summary>
    /// <returns>The length of the whole packet; 0 when there is a fault.</returns>
    public readonly int Finish()
    {
        if (Fault != AjpFault.None)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_packet, (ushort)_magic);
        BinaryPrimitives.WriteUInt16BigEndian(_packet[2..], checked((ushort)(_at - AjpPackets.HeaderLength)));
        return _at;
    }

    private bool Reserve(int count)
    {
        if (Fault != AjpFault.None)
        {
            return false;
        }

        if (count > _packet.Length - _at)
        {
            Fault = AjpFault.TooBig;
            return false;
        }

        return true;
    }
}
