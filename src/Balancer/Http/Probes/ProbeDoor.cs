using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Balancing.Http;

/// <summary>Opens the connection of a probe: the member's addresses in turn, or its Unix socket, then TLS. Where to is configuration alone.</summary>
internal static class ProbeDoor
{
    public static async ValueTask<Stream> OpenAsync(
        Member member, bool talks, Action<MemberUrl, SslClientAuthenticationOptions>? tls, CancellationToken cancel)
    {
        var url = member.Url;
        var stream = await ConnectAsync(url, cancel).ConfigureAwait(false);
        if (!talks || url.Scheme is not ("https" or "wss" or "h2"))
        {
            return stream;
        }

        var secure = new SslStream(stream);
        try
        {
            var settings = new SslClientAuthenticationOptions { TargetHost = url.Host.Trim('[', ']') };
            if (url.Scheme == "h2")
            {
                settings.ApplicationProtocols = [SslApplicationProtocol.Http2];
            }

            tls?.Invoke(url, settings);
            await secure.AuthenticateAsClientAsync(settings, cancel).ConfigureAwait(false);
            return url.Scheme != "h2" || secure.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2 ? secure
                : throw new AuthenticationException("the member does not agree to speak HTTP/2 (ALPN)");
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>False when the other side has closed (proxy_util.c: ap_proxy_is_socket_connected).</summary>
    public static bool IsStillOpen(Stream stream) =>
        stream is not NetworkStream { Socket: var socket } || !socket.Poll(0, SelectMode.SelectRead) || socket.Available > 0;

    private static async ValueTask<Stream> ConnectAsync(MemberUrl url, CancellationToken cancel)
    {
        if (url.UnixSocket is { } file)
        {
            return await ConnectAsync(new UnixDomainSocketEndPoint(file), cancel).ConfigureAwait(false);
        }

        var host = url.Host.Trim('[', ']');
        IPAddress[] all = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false);
        var error = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in all)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, url.Port), cancel).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                error = e; // the next address; the last error is told
            }
        }

        throw error;
    }

    private static async ValueTask<Stream> ConnectAsync(EndPoint to, CancellationToken cancel)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(to, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
