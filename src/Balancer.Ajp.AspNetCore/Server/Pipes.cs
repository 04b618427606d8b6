using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Balancing.Ajp;

/// <summary>Reading and writing where the other side may have gone.</summary>
internal static class Pipes
{
    /// <summary>Sends what was written.</summary>
    /// <returns>Somebody is there.</returns>
    public static async ValueTask<bool> IsOpenAfterFlushAsync(this PipeWriter writer)
    {
        try
        {
            return !(await writer.FlushAsync().ConfigureAwait(false)).IsCompleted;
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
    }

    /// <summary>Reads; a connection that has failed is one that has ended.</summary>
    public static async ValueTask<ReadResult> ReadOrEndAsync(this PipeReader reader)
    {
        try
        {
            return await reader.ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsGone(e))
        {
            return new ReadResult(default, isCanceled: false, isCompleted: true);
        }
    }

    private static bool IsGone(Exception e) =>
        e is IOException or ConnectionAbortedException or SocketException or OperationCanceledException or ObjectDisposedException;
}
