using System.Net;
using System.Net.Sockets;

namespace Balancing.Ajp;

/// <summary>Opens a connection: what to speak through, and the socket below it.</summary>
/// <param name="resolvesAgain">True when an address found earlier is not to be used.</param>
/// <param name="cancel">Ends the attempt.</param>
internal delegate ValueTask<(Stream Stream, Socket? Socket)> AjpOpening(bool resolvesAgain, CancellationToken cancel);

/// <summary>Opens connections to one container: its addresses in turn.</summary>
internal sealed class AjpDoor(string host, int port, TimeSpan? limit, TimeProvider time)
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
        var name = host.Trim('[', ']');
        IPAddress[] all = IPAddress.TryParse(name, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(name, cancel).ConfigureAwait(false);
        var error = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in all)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancel).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException e)
            {
                socket.Dispose();
                error = e; // the next address; the last error is told
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw error;
    }
}
