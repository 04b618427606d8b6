using System.Buffers.Binary;

namespace Balancing.Ajp;

/// <summary>
/// Reads the payload of one packet. The first fault stays; after it everything reads as zero, empty or null (R52).
/// </summary>
internal ref struct PacketReader(ReadOnlySpan<byte> payload)
{
    private const int NullText = 0xFFFF;

    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>What went wrong first.</summary>
    public AjpFault Fault { get; private set; }

    /// <summary>True when nothing is left to read.</summary>
    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>Notes a fault, unless there is one already.</summary>
    public void Fail(AjpFault fault)
    {
        if (Fault == AjpFault.None)
        {
            Fault = fault;
        }

        _rest = [];
    }

    public byte Byte() => Take(1, out var bytes) ? bytes[0] : (byte)0;

    /// <summary>The first byte, which says what the packet is.</summary>
    public void Type(PacketType type)
    {
        if (Byte() != (byte)type)
        {
            Fail(AjpFault.UnknownCode);
        }
    }

    /// <summary>A number of two bytes.</summary>
    public int Number() => Take(2, out var bytes) ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : 0;

    /// <summary>A number of two bytes that stays to be read.</summary>
    public readonly int Peek() => _rest.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(_rest) : 0;

    /// <summary>Bytes as they are.</summary>
    public ReadOnlySpan<byte> Bytes(int count) => Take(count, out var bytes) ? bytes : [];

    /// <summary>A text that must be there.</summary>
    public ReadOnlySpan<byte> Text(TextKind kind = TextKind.Value)
    {
        var text = TextOrNull(out var isNull, kind);
        if (isNull && Fault == AjpFault.None)
        {
            Fail(AjpFault.MissingText);
        }

        return text;
    }

    /// <summary>A text, or null.</summary>
    public ReadOnlySpan<byte> TextOrNull(out bool isNull, TextKind kind = TextKind.Value)
    {
        isNull = true;
        var length = Number();
        if (Fault != AjpFault.None || length == NullText || !Take(length + 1, out var bytes))
        {
            return [];
        }

        var text = bytes[..length];
        if (bytes[length] != 0)
        {
            Fail(AjpFault.Unterminated);
        }
        else if (WireText.Check(text, kind) is var fault and not AjpFault.None)
        {
            Fail(fault);
        }
        else
        {
            isNull = false;
            return text;
        }

        return [];
    }

    /// <summary>A header field. A spelled name that has a code gets it.</summary>
    public HeaderField Field(CodeNames names)
    {
        ReadOnlySpan<byte> name;
        int code;
        if (Peek() is var word && word >> 8 == AjpCodes.NameCode >> 8)
        {
            code = word & 0xFF;
            Number();
            if (code == 0 || code > names.Count)
            {
                Fail(AjpFault.UnknownCode);
                return default;
            }

            name = names.BytesOf(code);
        }
        else if (word > AjpCodes.NameCode)
        {
            Fail(AjpFault.BadName);
            return default;
        }
        else
        {
            name = Text(TextKind.Token);
            code = names.CodeOf(name);
        }

        var value = Text();
        return Fault == AjpFault.None ? new HeaderField(code, name, value) : default;
    }

    /// <summary>Says that nothing more may come.</summary>
    public AjpFault End()
    {
        if (!_rest.IsEmpty)
        {
            Fail(AjpFault.Surplus);
        }

        return Fault;
    }

    private bool Take(int count, out ReadOnlySpan<byte> bytes)
    {
        if ((uint)count > (uint)_rest.Length || Fault != AjpFault.None)
        {
            Fail(AjpFault.Truncated);
            bytes = [];
            return false;
        }

        bytes = _rest[..count];
        _rest = _rest[count..];
        return true;
    }
}

/// <summary>A header field as it came in, each character a byte (Latin-1).</summary>
/// <param name="code">The code of the name in its table, however it was sent; 0 when it has none.</param>
/// <param name="name">The name; of a coded one the spelling of the table.</param>
/// <param name="value">The value.</param>
internal readonly ref struct HeaderField(int code, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    public int Code { get; } = code;

    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Value { get; } = value;
}
