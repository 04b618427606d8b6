using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>A socket's stream that tells when it is closed, once.</summary>
/// <param name="socket">The socket; the stream owns it.</param>
/// <param name="closed">Told.</param>
internal sealed class TellingStream(Socket socket, Action closed) : NetworkStream(socket, ownsSocket: true)
{
    private Action? _closed = closed; // atomic

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Interlocked.Exchange(ref _closed, null)?.Invoke();
    }
}
