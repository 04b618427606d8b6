using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>
/// Opens connections to one member: its addresses in turn, or its Unix socket, then TLS. Whatever fails here, nothing of any request was
/// sent (D8). Where to is configuration alone; no Host header has a say in the name that TLS verifies (R31).
/// </summary>
internal sealed class Connector(MemberUrl url, LaneKey key, GatewayOptions options)
{
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancel)
    {
        using var patience = new Patience(key.ConnectTimeout, options.Time, cancel);
        patience.Start();
        Stream? stream = null;
        try
        {
            stream = await OpenAsync(patience.Token).ConfigureAwait(false);
            stream = url.Scheme == "https" ? await SecureAsync(stream, patience.Token).ConfigureAwait(false) : stream;
            return new Wire(stream);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            var why = patience.RanOut ? "no connection in time" : "no connection";
            throw new WireException(WireTrouble.Connect, $"{why} to {url.Configured}", e);
        }
    }

    private async ValueTask<Stream> OpenAsync(CancellationToken cancel)
    {
        if (url.UnixSocket is { } file)
        {
            return await OpenAsync(new UnixDomainSocketEndPoint(file), cancel).ConfigureAwait(false);
        }

        var error = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in await ResolveAsync(cancel).ConfigureAwait(false))
        {
            try
            {
                return await OpenAsync(new IPEndPoint(address, url.Port), cancel).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                error = e; // the next address; the last error is told
            }
        }

        throw error;
    }

    private async ValueTask<Stream> OpenAsync(EndPoint to, CancellationToken cancel)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (key.ReceiveBufferSize > 0)
            {
                socket.ReceiveBufferSize = key.ReceiveBufferSize;
            }

            if (to is IPEndPoint)
            {
                socket.NoDelay = true;
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, key.KeepAlive);
                if (key.Source is { } source)
                {
                    socket.Bind(new IPEndPoint(source, 0));
                }
            }

            await socket.ConnectAsync(to, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<IEnumerable<IPAddress>> ResolveAsync(CancellationToken cancel)
    {
        var host = url.Host.Trim('[', ']');
        IPAddress[] all = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false);
        return key.Source is { } source ? all.Where(a => a.AddressFamily == source.AddressFamily) : all;
    }

    private async ValueTask<Stream> SecureAsync(Stream stream, CancellationToken cancel)
    {
        var settings = new SslClientAuthenticationOptions { TargetHost = url.Host.Trim('[', ']') };
        options.Tls?.Invoke(url, settings);
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(settings, cancel).ConfigureAwait(false);
        return secure;
    }
}
