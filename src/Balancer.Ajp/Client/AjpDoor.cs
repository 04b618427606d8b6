using System.Net;
using System.Net.Sockets;

namespace Balancing.Ajp;

/// <summary>Opens a connection: what to speak through, and the socket below it.</summary>
/// <param name="resolvesAgain">True when an address found earlier is not to be used.</param>
/// <param name="cancel">Ends the attempt.</param>
internal delegate ValueTask<(Stream Stream, Socket? Socket)> AjpOpening(bool resolvesAgain, CancellationToken cancel);

/// <summary>Opens connections to one container: its addresses in turn, or its Unix socket.</summary>
/// <param name="host">Its name or address.</param>
/// <param name="port">Its port.</param>
/// <param name="limit">How long it may take; null: as long as the system tries.</param>
/// <param name="time">The clock.</param>
/// <param name="unixSocket">A file that stands for host and port, or null.</param>
internal sealed class AjpDoor(string host, int port, TimeSpan? limit, TimeProvider time, string? unixSocket = null)
{
    /// <summary>Opens one.</summary>
    /// <exception cref="AjpException">There is no connection.</exception>
    public async ValueTask<(Stream Stream, Socket? Socket)> OpenAsync(bool resolvesAgain, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        try
        {
            var socket = await ConnectAsync(both.Token).ConfigureAwait(false);
            return (new NetworkStream(socket, ownsSocket: true), socket);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            var why = over.IsCancellationRequested ? "no connection in time" : "no connection";
            throw new AjpException(AjpTrouble.ConnectFailed, $"{why} to {host}:{port}", e);
        }
    }

    private async ValueTask<Socket> ConnectAsync(CancellationToken cancel)
    {
        if (unixSocket is not null)
        {
            return await ConnectAsync(new UnixDomainSocketEndPoint(unixSocket), cancel).ConfigureAwait(false);
        }

        var name = host.Trim('[', ']');
        IPAddress[] all = IPAddress.TryParse(name, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(name, cancel).ConfigureAwait(false);
        var error = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in all)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), cancel).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                error = e; // the next address; the last error is told
            }
        }

        throw error;
    }

    private static async ValueTask<Socket> ConnectAsync(EndPoint to, CancellationToken cancel)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            socket.NoDelay = to is IPEndPoint;
            await socket.ConnectAsync(to, cancel).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
