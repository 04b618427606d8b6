namespace Balancing.Ajp;

/// <summary>
/// Reads status and header fields of an answer: the head when it is made, then <see cref="NextHeader"/> until false. Only then, and only
/// without a <see cref="Fault"/>, was it a whole one.
/// </summary>
internal ref struct SendHeadersReader
{
    private PacketReader _reader;
    private int _left;

    /// <summary>Reads the head.</summary>
    /// <param name="payload">The payload, with its type.</param>
    public SendHeadersReader(ReadOnlySpan<byte> payload)
    {
        _reader = new PacketReader(payload);
        _reader.Type(PacketType.SendHeaders);
        Status = _reader.Number();
        if (Status is < 100 or > 999)
        {
            _reader.Fail(AjpFault.BadStatus);
        }

        Reason = _reader.TextOrNull(out _);
        HeaderCount = _left = _reader.Number();
    }

    /// <summary>What went wrong first.</summary>
    public readonly AjpFault Fault => _reader.Fault;

    /// <summary>100 to 999.</summary>
    public int Status { get; }

    /// <summary>The text beside the status; empty when there is none.</summary>
    public ReadOnlySpan<byte> Reason { get; }

    /// <summary>How many header fields are announced. A promise: read until false.</summary>
    public int HeaderCount { get; }

    /// <summary>What is wrong with a payload, all of it.</summary>
    public static AjpFault Check(ReadOnlySpan<byte> payload)
    {
        var answer = new SendHeadersReader(payload);
        while (answer.NextHeader(out _))
        {
        }

        return answer.Fault;
    }

    /// <summary>Reads the next header field; false after the last one, or at a fault.</summary>
    public bool NextHeader(out HeaderField field)
    {
        field = default;
        if (_reader.Fault != AjpFault.None)
        {
            return false;
        }

        if (_left == 0)
        {
            _reader.End();
            return false;
        }

        _left--;
        field = _reader.Field(AjpCodes.ResponseNames);
        return _reader.Fault == AjpFault.None;
    }
}
