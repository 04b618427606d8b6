namespace Balancing.Ajp;

/// <summary>
/// Writes the packet a request begins with, in this order: <see cref="Start"/>, <see cref="Peers"/>, header fields, attributes,
/// <see cref="Finish"/>. Everything fits or nothing is sent.
/// </summary>
internal ref struct ForwardRequestWriter
{
    private const int ContentLengthCode = 8;

    private PacketWriter _writer;
    private string? _stored;
    private int _count;
    private int _countAt;
    private bool _ended;

    public ForwardRequestWriter(Span<byte> packet) => _writer = new PacketWriter(packet, Magic.ToContainer);

    /// <summary>What went wrong first.</summary>
    public readonly AjpFault Fault => _writer.Fault;

    /// <summary>The request line. The path has no query, and no "?".</summary>
    public void Start(string method, string protocol, string path)
    {
        var code = AjpCodes.CodeOfMethod(method);
        if (code == AjpCodes.StoredMethod)
        {
            _stored = method;
            if (WireText.Check(method.AsSpan(), TextKind.Token) != AjpFault.None)
            {
                _writer.Fail(AjpFault.BadMethod);
            }
        }

        if (path is null or "" || protocol is null or "")
        {
            _writer.Fail(AjpFault.MissingText);
        }
        else if (path.AsSpan().ContainsAny('?', '#'))
        {
            _writer.Fail(AjpFault.BadText);
        }

        _writer.Byte((byte)PacketType.ForwardRequest);
        _writer.Byte(code);
        _writer.Text(protocol);
        _writer.Text(path, TextKind.Target);
    }

    /// <summary>Who asks, and whom.</summary>
    public void Peers(string? remoteAddress, string? remoteHost, string? serverName, int serverPort, bool isSecure)
    {
        _writer.Text(remoteAddress);
        _writer.Text(remoteHost);
        _writer.Text(serverName);
        _writer.Number(serverPort);
        _writer.Byte(isSecure ? (byte)1 : (byte)0);
        _countAt = _writer.Leave();
    }

    public void Header(string name, string value)
    {
        _count++;
        _writer.Field(AjpCodes.RequestNames, name, value);
    }

    /// <summary>How long the body is; as a code, and once.</summary>
    public void ContentLength(long length)
    {
        _count++;
        _writer.Number(AjpCodes.NameCode | ContentLengthCode);
        _writer.Digits(length);
    }

    /// <summary>An attribute that has a code and a text; nothing when there is none.</summary>
    public void Attribute(AttributeCode code, string? value)
    {
        if (value is not null)
        {
            EndHeaders();
            _writer.Byte((byte)code);
            _writer.Text(value, KindOf(code));
        }
    }

    /// <summary>An attribute of any name.</summary>
    public void Attribute(string name, string value)
    {
        EndHeaders();
        if (name is null or "" || value is null)
        {
            _writer.Fail(AjpFault.MissingText);
        }

        _writer.Byte((byte)AttributeCode.RequestAttribute);
        _writer.Text(name);
        _writer.Text(value);
    }

    /// <summary>An attribute of any name whose value is a number.</summary>
    public void Attribute(string name, int value)
    {
        EndHeaders();
        _writer.Byte((byte)AttributeCode.RequestAttribute);
        _writer.Text(name);
        _writer.Digits(value);
    }

    public void KeySize(int bits)
    {
        EndHeaders();
        _writer.Byte((byte)AttributeCode.SslKeySize);
        _writer.Number(bits);
    }

    /// <summary>The method's name when it has no code; its place is between key size and the named attributes, as in httpd.</summary>
    public void StoredMethod()
    {
        var stored = _stored;
        _stored = null;
        Attribute(AttributeCode.StoredMethod, stored);
    }

    /// <summary>Ends the packet.</summary>
    /// <returns>Its length; 0 when there is a <see cref="Fault"/>.</returns>
    public int Finish()
    {
        StoredMethod();
        EndHeaders();
        _writer.Byte((byte)AttributeCode.End);
        return _writer.Finish();
    }

    /// <summary>What the text of an attribute may consist of.</summary>
    public static TextKind KindOf(AttributeCode code) => code switch
    {
        AttributeCode.SslCert => TextKind.Pem,
        AttributeCode.QueryString => TextKind.Target,
        AttributeCode.StoredMethod => TextKind.Token,
        _ => TextKind.Value,
    };

    private void EndHeaders()
    {
        if (!_ended)
        {
            _ended = true;
            _writer.Fill(_countAt, _count);
        }
    }
}
