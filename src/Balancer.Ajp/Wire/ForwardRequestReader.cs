namespace Balancing.Ajp;

/// <summary>
/// Reads the packet a request begins with: the head when it is made, then <see cref="NextHeader"/> until false, then
/// <see cref="NextAttribute"/> until false. Only then, and only without a <see cref="Fault"/>, was it a whole request; <see cref="Check"/>
/// tells beforehand.
/// </summary>
internal ref struct ForwardRequestReader
{
    private PacketReader _reader;
    private int _left;
    private uint _seen; // a bit for each attribute that may come once
    private bool _ended;

    /// <summary>Reads the head.</summary>
    /// <param name="payload">The payload, with its type.</param>
    public ForwardRequestReader(ReadOnlySpan<byte> payload)
    {
        _reader = new PacketReader(payload);
        _reader.Type(PacketType.ForwardRequest);
        MethodCode = _reader.Byte();
        Method = AjpCodes.MethodOf(MethodCode);
        if (Method is null && MethodCode != AjpCodes.StoredMethod)
        {
            _reader.Fail(AjpFault.BadMethod);
        }

        Protocol = _reader.Text();
        Path = _reader.Text(TextKind.Target);
        RemoteAddress = _reader.TextOrNull(out var noAddress);
        RemoteHost = _reader.TextOrNull(out var noHost);
        ServerName = _reader.TextOrNull(out var noName);
        HasRemoteAddress = !noAddress;
        HasRemoteHost = !noHost;
        HasServerName = !noName;
        ServerPort = _reader.Number();
        IsSecure = _reader.Byte() != 0;
        HeaderCount = _left = _reader.Number();
    }

    /// <summary>What went wrong first.</summary>
    public readonly AjpFault Fault => _reader.Fault;

    /// <summary>The code of the method; 255 when the attribute stored_method has its name.</summary>
    public byte MethodCode { get; }

    /// <summary>The method when it has a code.</summary>
    public string? Method { get; }

    public ReadOnlySpan<byte> Protocol { get; }

    /// <summary>The path, percent-encoded, without the query. It may be absolute-form, or "*".</summary>
    public ReadOnlySpan<byte> Path { get; }

    public ReadOnlySpan<byte> RemoteAddress { get; }

    public bool HasRemoteAddress { get; }

    public ReadOnlySpan<byte> RemoteHost { get; }

    public bool HasRemoteHost { get; }

    public ReadOnlySpan<byte> ServerName { get; }

    public bool HasServerName { get; }

    public int ServerPort { get; }

    public bool IsSecure { get; }

    /// <summary>How many header fields are announced. A promise: read until false.</summary>
    public int HeaderCount { get; }

    /// <summary>What is wrong with a payload, all of it.</summary>
    public static AjpFault Check(ReadOnlySpan<byte> payload)
    {
        var request = new ForwardRequestReader(payload);
        while (request.NextHeader(out _))
        {
        }

        while (request.NextAttribute(out _))
        {
        }

        return request.Fault;
    }

    /// <summary>Reads the next header field; false after the last one, or at a fault.</summary>
    public bool NextHeader(out HeaderField field)
    {
        field = default;
        if (_left == 0 || _reader.Fault != AjpFault.None)
        {
            return false;
        }

        _left--;
        field = _reader.Field(AjpCodes.RequestNames);
        return _reader.Fault == AjpFault.None;
    }

    /// <summary>Reads the next attribute, once there are no more header fields; false after the last one, or at a fault.</summary>
    public bool NextAttribute(out AttributeField field)
    {
        field = default;
        if (_ended || _reader.Fault != AjpFault.None)
        {
            return false;
        }

        var code = (AttributeCode)_reader.Byte();
        if (code == AttributeCode.End)
        {
            End();
            return false;
        }

        field = code switch
        {
            AttributeCode.RequestAttribute => new AttributeField(code, _reader.Text(), _reader.Text(), 0),
            AttributeCode.SslKeySize => new AttributeField(code, [], [], _reader.Number()),
            >= AttributeCode.Context and <= AttributeCode.StoredMethod =>
                new AttributeField(code, [], _reader.Text(ForwardRequestWriter.KindOf(code)), 0),
            _ => default,
        };
        if (field.Code == AttributeCode.None)
        {
            _reader.Fail(AjpFault.UnknownCode);
        }
        else if (code != AttributeCode.RequestAttribute)
        {
            Once(code);
        }

        return _reader.Fault == AjpFault.None;
    }

    private void Once(AttributeCode code)
    {
        var bit = 1u << (int)code;
        if ((_seen & bit) != 0)
        {
            _reader.Fail(AjpFault.Repeated);
        }

        _seen |= bit;
    }

    private void End()
    {
        _ended = true;
        var stored = (_seen & (1u << (int)AttributeCode.StoredMethod)) != 0;
        if (stored != (MethodCode == AjpCodes.StoredMethod))
        {
            _reader.Fail(AjpFault.BadMethod);
        }

        _reader.End();
    }
}

/// <summary>An attribute as it came in.</summary>
/// <param name="code">Which.</param>
/// <param name="name">Its name, of a <see cref="AttributeCode.RequestAttribute"/>.</param>
/// <param name="value">Its text.</param>
/// <param name="number">Its number, of a <see cref="AttributeCode.SslKeySize"/>.</param>
internal readonly ref struct AttributeField(AttributeCode code, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int number)
{
    public AttributeCode Code { get; } = code;

    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Value { get; } = value;

    public int Number { get; } = number;
}
