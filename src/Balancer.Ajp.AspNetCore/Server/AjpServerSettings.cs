using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Balancing.Ajp;

/// <summary>The options of one endpoint, judged and unchangeable.</summary>
internal sealed class AjpServerSettings
{
    private const int LongestSecret = 1024;

    private AjpServerSettings(AjpServerOptions options, Func<string, Encoding?> headerEncoding, ILogger log)
    {
        Secret = options.Secret is { } secret ? new SecretCheck(secret) : null;
        Attributes = new AttributeNames(options.AllowedAttributes);
        TrustRemoteUser = options.TrustRemoteUser;
        PacketSize = AjpPackets.SizeOf(options.PacketSize);
        MaxHeaderCount = options.MaxHeaderCount;
        PacketTimeout = options.PacketTimeout;
        KeepAliveTimeout = options.KeepAliveTimeout;
        FlushMarkers = options.FlushMarkers;
        Time = options.Time;
        HeaderEncoding = headerEncoding;
        Log = log;
    }

    public SecretCheck? Secret { get; }

    public AttributeNames Attributes { get; }

    public bool TrustRemoteUser { get; }

    public int PacketSize { get; }

    public int MaxHeaderCount { get; }

    public TimeSpan PacketTimeout { get; }

    public TimeSpan KeepAliveTimeout { get; }

    public bool FlushMarkers { get; }

    public TimeProvider Time { get; }

    /// <summary>How Kestrel reads the value of a header line; null for its default.</summary>
    public Func<string, Encoding?> HeaderEncoding { get; }

    public ILogger Log { get; }

    /// <summary>Judges options.</summary>
    /// <param name="options">What was said.</param>
    /// <param name="endPoint">Where it will listen.</param>
    /// <param name="headerEncoding">Kestrel's RequestHeaderEncodingSelector.</param>
    /// <param name="log">Where events go.</param>
    /// <exception cref="BalancerConfigurationException">All that is wrong.</exception>
    public static AjpServerSettings Of(AjpServerOptions options, EndPoint endPoint, Func<string, Encoding?> headerEncoding, ILogger log)
    {
        var problems = new List<ConfigurationProblem>();
        CheckSecret(options, $"UseAjp({endPoint})", problems);
        CheckTrust(options, endPoint, $"UseAjp({endPoint})", problems);
        CheckNumbers(options, $"UseAjp({endPoint})", problems);
        return problems.Count == 0 ? new(options, headerEncoding, log) : throw new BalancerConfigurationException(problems);
    }

    private static void CheckSecret(AjpServerOptions options, string place, List<ConfigurationProblem> problems)
    {
        if (options.Secret is null)
        {
            if (options.RequireSecret)
            {
                problems.Add(new($"{place}:Secret", "There is no secret, so everybody who reaches the port can pose as the front",
                    "Set Secret to what the front has as secret=, or set RequireSecret to false", "secret"));
            }
        }
        else if (options.Secret.Length is 0 or > LongestSecret || WireText.Check(options.Secret, TextKind.Value) != AjpFault.None)
        {
            problems.Add(new($"{place}:Secret", "The secret cannot be sent by AJP", // never the secret itself
                $"Use 1 to {LongestSecret} characters of Latin-1 without controls; httpd takes up to 63", "secret"));
        }
    }

    private static void CheckTrust(AjpServerOptions options, EndPoint endPoint, string place, List<ConfigurationProblem> problems)
    {
        if (!options.AllowRemote && !IsLocal(endPoint))
        {
            problems.Add(new(place, "The endpoint can be reached from other machines, and AJP is neither encrypted nor signed",
                "Listen on loopback or on a Unix socket, or set AllowRemote to true"));
        }

        if (options.AllowedAttributes.Any(string.IsNullOrEmpty))
        {
            problems.Add(new($"{place}:AllowedAttributes", "A name is empty", "Name the attribute, or remove the entry"));
        }
    }

    private static void CheckNumbers(AjpServerOptions options, string place, List<ConfigurationProblem> problems)
    {
        if (options.PacketSize is < AjpPackets.DefaultSize or > AjpPackets.MaxSize)
        {
            problems.Add(new($"{place}:PacketSize", $"{options.PacketSize} is no size of packets",
                $"Use {AjpPackets.DefaultSize} to {AjpPackets.MaxSize}, the same as at the front", "iobuffersize"));
        }

        if (options.MaxHeaderCount is < 1 or > short.MaxValue)
        {
            problems.Add(new($"{place}:MaxHeaderCount", $"{options.MaxHeaderCount} is no number of header lines", $"Use 1 to {short.MaxValue}"));
        }

        if (!IsTime(options.PacketTimeout))
        {
            problems.Add(new($"{place}:PacketTimeout", $"{options.PacketTimeout} is no time-out", "Use a time above zero, of at most 24 days"));
        }

        if (options.KeepAliveTimeout != Timeout.InfiniteTimeSpan && !IsTime(options.KeepAliveTimeout))
        {
            problems.Add(new($"{place}:KeepAliveTimeout", $"{options.KeepAliveTimeout} is no time-out",
                "Use a time above zero, of at most 24 days, or Timeout.InfiniteTimeSpan"));
        }

        if (options.Time is null)
        {
            problems.Add(new($"{place}:Time", "There is no clock", "Leave TimeProvider.System"));
        }
    }

    private static bool IsTime(TimeSpan time) => time > TimeSpan.Zero && time.TotalMilliseconds <= int.MaxValue;

    // A named pipe and a Unix socket have no address of a network; what is not known is not local.
    private static bool IsLocal(EndPoint endPoint) => endPoint switch
    {
        IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
        System.Net.Sockets.UnixDomainSocketEndPoint or Microsoft.AspNetCore.Connections.NamedPipeEndPoint => true,
        _ => false,
    };
}
