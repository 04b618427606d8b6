namespace Balancing.Ajp.Tests.Server;

/// <summary>A Forward Request, written by hand; each part can be wrong.</summary>
internal sealed class Forward
{
    private readonly List<byte[]> _headers = [];
    private readonly List<byte[]> _attributes = [];

    public byte Method { get; init; } = 2;

    public string Protocol { get; init; } = "HTTP/1.1";

    public string Path { get; init; } = "/";

    public string? RemoteAddress { get; init; } = "192.0.2.7";

    public string? RemoteHost { get; init; }

    public string? ServerName { get; init; } = "www.example.com";

    public int ServerPort { get; init; } = 80;

    public bool IsSecure { get; init; }

    public string? Host { get; init; } = "www.example.com";

    public string? Secret { get; init; } = AjpServer.Secret;

    public int? HeaderCount { get; init; }

    public Forward Header(string name, string value) => RawHeader([.. Raw.Text(name), .. Raw.Text(value)]);

    public Forward Header(int code, string value) => RawHeader([0xA0, (byte)code, .. Raw.Text(value)]);

    public Forward Length(long length) => Header(8, length.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public Forward RawHeader(byte[] bytes)
    {
        _headers.Add(bytes);
        return this;
    }

    public Forward Attribute(byte code, string value) => RawAttribute([code, .. Raw.Text(value)]);

    public Forward Attribute(string name, string value) => RawAttribute([10, .. Raw.Text(name), .. Raw.Text(value)]);

    public Forward RawAttribute(byte[] bytes)
    {
        _attributes.Add(bytes);
        return this;
    }

    public byte[] Payload()
    {
        if (Host is not null)
        {
            _headers.Insert(0, [0xA0, 11, .. Raw.Text(Host)]);
        }

        if (Secret is not null)
        {
            _attributes.Insert(0, [12, .. Raw.Text(Secret)]);
        }

        return
        [
            2, Method, .. Raw.Text(Protocol), .. Raw.Text(Path), .. Raw.Text(RemoteAddress), .. Raw.Text(RemoteHost), .. Raw.Text(ServerName),
            .. Raw.Number(ServerPort), IsSecure ? (byte)1 : (byte)0, .. Raw.Number(HeaderCount ?? _headers.Count),
            .. _headers.SelectMany(bytes => bytes), .. _attributes.SelectMany(bytes => bytes), 0xFF,
        ];
    }

    public byte[] Bytes() => Raw.Packet(Payload());
}
