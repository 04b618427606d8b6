using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Balancing.Ajp;

/// <summary>
/// The HTTP/1.1 connection of one request, as Kestrel sees it: its two ends are the client and the front's socket, not the connection to the
/// front, whose features lie beneath.
/// </summary>
internal sealed class InnerConnection : ConnectionContext, IConnectionHeartbeatFeature, IConnectionLifetimeNotificationFeature, IDisposable
{
    private readonly OuterConnection _outer;
    private readonly Action<ConnectionAbortedException> _abort;
    private readonly CancellationTokenSource _closed = new();
    private (Action<object> Action, object State)[] _beats = []; // replaced whole

    /// <param name="outer">The connection to the front.</param>
    /// <param name="request">What the front has told.</param>
    /// <param name="transport">Kestrel's ends of the pipes.</param>
    /// <param name="abort">Kestrel breaks off.</param>
    public InnerConnection(OuterConnection outer, FrontRequest request, IDuplexPipe transport, Action<ConnectionAbortedException> abort)
    {
        (_outer, _abort) = (outer, abort);
        ConnectionId = outer.NextId();
        Transport = transport;
        Features = outer.Features();
        Items = outer.Connection.Items;
        RemoteEndPoint = request.Remote;
        LocalEndPoint = request.Local;
        ConnectionClosed = _closed.Token;
        AddOwn(request);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; }

    public override IDictionary<object, object?> Items { get; set; }

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    // Kestrel need not stop here by itself: there is no request after this one.
    CancellationToken IConnectionLifetimeNotificationFeature.ConnectionClosedRequested { get; set; }

    public override void Abort(ConnectionAbortedException abortReason) => _abort(abortReason);

    /// <summary>The client, or the front, has gone.</summary>
    public Task CloseAsync() => _closed.CancelAsync();

    /// <summary>Kestrel's clock ticks.</summary>
    public void Beat()
    {
        foreach (var (action, state) in _beats)
        {
            action(state);
        }
    }

    public void OnHeartbeat(Action<object> action, object state) => _beats = [.. _beats, (action, state)];

    public void RequestClose() => _outer.Connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

    public void Dispose() => _closed.Dispose();

    private void AddOwn(FrontRequest request)
    {
        Features.Set<IConnectionHeartbeatFeature>(this);
        Features.Set<IConnectionLifetimeNotificationFeature>(this);
        Features.Set<IConnectionIdFeature>(new IdFeature(this));
        Features.Set<IConnectionTransportFeature>(new TransportFeature(this));
        Features.Set<IConnectionLifetimeFeature>(new LifetimeFeature(this));
        Features.Set<IConnectionEndPointFeature>(new EndPointFeature(this));
        Features.Set<IAjpFeature>(request);
        if (request.IsSecure)
        {
            var tls = new FrontTls(request);
            Features.Set<ITlsConnectionFeature>(tls);
            Features.Set<ITlsHandshakeFeature>(tls);
        }

        if (request.User is { } user)
        {
            Features.Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature { User = user });
        }
    }

    private sealed class IdFeature(InnerConnection connection) : IConnectionIdFeature
    {
        public string ConnectionId
        {
            get => connection.ConnectionId;
            set => connection.ConnectionId = value;
        }
    }

    private sealed class TransportFeature(InnerConnection connection) : IConnectionTransportFeature
    {
        public IDuplexPipe Transport
        {
            get => connection.Transport;
            set => connection.Transport = value;
        }
    }

    private sealed class LifetimeFeature(InnerConnection connection) : IConnectionLifetimeFeature
    {
        public CancellationToken ConnectionClosed
        {
            get => connection.ConnectionClosed;
            set => connection.ConnectionClosed = value;
        }

        public void Abort() => connection.Abort(new ConnectionAbortedException());
    }

    private sealed class EndPointFeature(InnerConnection connection) : IConnectionEndPointFeature
    {
        public EndPoint? LocalEndPoint
        {
            get => connection.LocalEndPoint;
            set => connection.LocalEndPoint = value;
        }

        public EndPoint? RemoteEndPoint
        {
            get => connection.RemoteEndPoint;
            set => connection.RemoteEndPoint = value;
        }
    }
}
