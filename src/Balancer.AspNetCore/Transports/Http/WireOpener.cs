using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Balancing.AspNetCore;

/// <summary>
/// Opens connections to one member: its addresses in turn, or its Unix socket, then TLS. Whatever fails here, nothing of any request was
/// sent (D8). Where to is configuration alone; no Host header has a say in the name that TLS verifies (R31).
/// </summary>
internal sealed class WireOpener(MemberPlan plan, HttpKey key, GatewayOptions options)
{
    private readonly MemberUrl _url = plan.Url;
    private readonly string _host = plan.Url.Host.Trim('[', ']');
    private readonly TimeSpan _limit = plan.ConnectionTimeout ?? key.Timeout;
    private IPAddress[]? _known; // atomic: what the name was resolved to

    /// <summary>Opens one.</summary>
    /// <param name="resolves">True when addresses that were found earlier are not to be used.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <param name="closed">Told when the connection is closed. Default: nobody.</param>
    /// <exception cref="WireException">There is no connection.</exception>
    public async ValueTask<OpenedWire> OpenAsync(bool resolves, CancellationToken cancel, Action? closed = null)
    {
        using var patience = new Patience(_limit, options.Time, cancel);
        patience.Start();
        Socket? socket = null;
        try
        {
            socket = await ConnectAsync(resolves, patience.Token).ConfigureAwait(false);
            Stream stream = closed is null ? new NetworkStream(socket, ownsSocket: true) : new TellingStream(socket, closed);
            stream = _url.Scheme is "https" or "wss" or "h2" ? await SecureAsync(stream, patience.Token).ConfigureAwait(false) : stream;
            return new OpenedWire(options.Between(stream, socket), socket);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            socket?.Dispose();
            var why = patience.RanOut ? "no connection in time" : "no connection";
            throw new WireException(WireTrouble.Connect, $"{why} to {_url.Configured}", e);
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    // proxy_util.c: ap_proxy_determine_address, ap_proxy_connect_backend: a name is looked up once; when none of its addresses takes us, once more.
    private async ValueTask<Socket> ConnectAsync(bool resolves, CancellationToken cancel)
    {
        if (_url.UnixSocket is { } file)
        {
            return await ConnectAsync(new UnixDomainSocketEndPoint(file), cancel).ConfigureAwait(false);
        }

        var known = resolves ? null : Volatile.Read(ref _known);
        var addresses = known ?? await ResolveAsync(cancel).ConfigureAwait(false);
        try
        {
            return await ConnectAsync(addresses, cancel).ConfigureAwait(false);
        }
        catch (SocketException) when (known is not null && !cancel.IsCancellationRequested)
        {
            var others = await ResolveAsync(cancel).ConfigureAwait(false);
            if (others.All(known.Contains))
            {
                throw;
            }

            return await ConnectAsync(others, cancel).ConfigureAwait(false);
        }
    }

    private async ValueTask<Socket> ConnectAsync(IPAddress[] addresses, CancellationToken cancel)
    {
        var error = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, _url.Port), cancel).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                error = e; // the next address; the last error is told
            }
        }

        throw error;
    }

    private async ValueTask<Socket> ConnectAsync(EndPoint to, CancellationToken cancel)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (plan.ReceiveBufferSize > 0)
            {
                socket.ReceiveBufferSize = plan.ReceiveBufferSize;
            }

            if (to is IPEndPoint)
            {
                socket.NoDelay = true;
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, plan.KeepAlive);
                if (key.Source is { } source)
                {
                    socket.Bind(new IPEndPoint(source, 0));
                }
            }

            await socket.ConnectAsync(to, cancel).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<IPAddress[]> ResolveAsync(CancellationToken cancel)
    {
        var all = IPAddress.TryParse(_host, out var literal) ? [literal] : await options.Resolve(_host, cancel).ConfigureAwait(false);
        IPAddress[] ours = key.Source is { } source ? [.. all.Where(a => a.AddressFamily == source.AddressFamily)] : all;
        Volatile.Write(ref _known, ours);
        return ours;
    }

    private async ValueTask<Stream> SecureAsync(Stream stream, CancellationToken cancel)
    {
        var settings = new SslClientAuthenticationOptions { TargetHost = _host };
        if (_url.Scheme == "h2")
        {
            settings.ApplicationProtocols = [SslApplicationProtocol.Http2];
        }

        options.Tls?.Invoke(_url, settings);
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(settings, cancel).ConfigureAwait(false);
            return _url.Scheme != "h2" || secure.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2 ? secure
                : throw new AuthenticationException("the member does not agree to speak HTTP/2 (ALPN)");
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

/// <summary>A connection nobody speaks on yet.</summary>
/// <param name="Stream">What to speak through: the socket's, or TLS over it.</param>
/// <param name="Socket">Where it ends, to look at.</param>
internal readonly record struct OpenedWire(Stream Stream, Socket Socket);
