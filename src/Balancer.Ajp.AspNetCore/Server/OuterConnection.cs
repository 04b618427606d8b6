using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.Ajp;

/// <summary>The connection to the front, and what the requests on it share.</summary>
internal sealed class OuterConnection
{
    // What these say of the connection to the front is not so of the client's.
    private static readonly HashSet<Type> Hidden =
    [
        typeof(ITlsConnectionFeature), typeof(ITlsHandshakeFeature), typeof(ITlsTokenBindingFeature),
        typeof(IConnectionIdFeature), typeof(IConnectionTransportFeature), typeof(IConnectionLifetimeFeature),
        typeof(IConnectionLifetimeNotificationFeature), typeof(IConnectionHeartbeatFeature), typeof(IConnectionEndPointFeature),
        typeof(IConnectionSocketFeature), typeof(IConnectionInherentKeepAliveFeature),
    ];

    private readonly KeyValuePair<Type, object>[] _features;
    private int _requests;
    private volatile InnerConnection? _inner;

    public OuterConnection(ConnectionContext connection)
    {
        Connection = connection;
        _features = [.. connection.Features.Where(feature => !Hidden.Contains(feature.Key) && !IsOfTls(feature.Key))];
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static self => ((OuterConnection)self)._inner?.Beat(), this);
    }

    public ConnectionContext Connection { get; }

    public PipeReader Input => Connection.Transport.Input;

    public PipeWriter Output => Connection.Transport.Output;

    /// <summary>The request that Kestrel's clock ticks for. It would keep all it was ever given.</summary>
    public InnerConnection? Inner
    {
        set => _inner = value;
    }

    /// <summary>A name for the next request's connection; Kestrel makes the names of traces from it.</summary>
    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"{Connection.ConnectionId}-{++_requests:X}");

    /// <summary>What may be seen from within a request.</summary>
    public IFeatureCollection Features()
    {
        var features = new FeatureCollection(_features.Length + 10);
        foreach (var (type, feature) in _features)
        {
            features[type] = feature;
        }

        return features;
    }

    // Kestrel's own, some of them not public: what TLS at this endpoint has agreed upon.
    private static bool IsOfTls(Type feature) => feature.Name is "ISslStreamFeature" or "ITlsApplicationProtocolFeature" or "HttpProtocolsFeature";
}
