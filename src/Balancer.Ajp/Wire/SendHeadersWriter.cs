namespace Balancing.Ajp;

/// <summary>Writes status and header fields of an answer: <see cref="Header"/> for each, then <see cref="Finish"/>.</summary>
internal ref struct SendHeadersWriter
{
    private readonly int _countAt;
    private PacketWriter _writer;
    private int _count;

    public SendHeadersWriter(Span<byte> packet, int status, string? reason)
    {
        _writer = new PacketWriter(packet, Magic.ToFront);
        if (status is < 100 or > 999)
        {
            _writer.Fail(AjpFault.BadStatus);
        }

        _writer.Byte((byte)PacketType.SendHeaders);
        _writer.Number(status);
        _writer.Text(reason);
        _countAt = _writer.Leave();
    }

    /// <summary>What went wrong first.</summary>
    public readonly AjpFault Fault => _writer.Fault;

    public void Header(string name, string value)
    {
        _count++;
        _writer.Field(AjpCodes.ResponseNames, name, value);
    }

    /// <summary>Ends the packet.</summary>
    /// <returns>Its length; 0 when there is a <see cref="Fault"/>.</returns>
    public int Finish()
    {
        _writer.Fill(_countAt, _count);
        return _writer.Finish();
    }
}
