using System.Net;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;

namespace Balancing.Ajp;

/// <summary>Whether a request has a body: decided once, and everything follows from it (R1, R54).</summary>
internal enum BodyKind : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>So many bytes, more than none; the first packet of them comes unasked.</summary>
    Length,

    /// <summary>Perhaps; nobody knows how long, and nothing of it comes unasked.</summary>
    Unknown,
}

/// <summary>A request as the front has told of it, and what was decided about it. Its header lines are not here: they go straight on.</summary>
internal sealed class FrontRequest : IAjpFeature
{
    private readonly List<KeyValuePair<string, string>> _attributes = [];

    public string Method { get; set; } = "";

    public string Protocol { get; set; } = "";

    public string? RemoteAddress { get; set; }

    public string? RemoteHost { get; set; }

    public string? ServerName { get; set; }

    public int ServerPort { get; set; }

    public bool IsSecure { get; set; }

    public string? RemoteUser { get; set; }

    public string? AuthType { get; set; }

    public string? Route { get; set; }

    public string? SslCipher { get; set; }

    public string? SslSession { get; set; }

    public int? SslKeySize { get; set; }

    public string? SslProtocol { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Attributes => _attributes;

    /// <summary>The client: its address, and its port when the front has told.</summary>
    public IPEndPoint? Remote { get; set; }

    /// <summary>Where the front listens, when it has told.</summary>
    public IPEndPoint? Local { get; set; }

    /// <summary>The client's certificate.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Who has signed in, when the front is trusted in that.</summary>
    public ClaimsPrincipal? User { get; set; }

    /// <summary>Whether there is a body.</summary>
    public BodyKind Body { get; set; }

    /// <summary>Its bytes, of a known length.</summary>
    public long Length { get; set; }

    /// <summary>A length is there, and be it 0.</summary>
    public bool SaysLength { get; set; }

    /// <summary>A Host line is there.</summary>
    public bool HasHost { get; set; }

    public void Add(string name, string value) => _attributes.Add(new(name, value));

    public string? GetAttribute(string name)
    {
        foreach (var (key, value) in _attributes)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
