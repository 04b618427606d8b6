using System.Buffers;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>A connection that can be asked something between two requests.</summary>
internal interface IAskedWire
{
    /// <summary>Sends what belongs to no request.</summary>
    ValueTask TellAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Hears the answer to that.</summary>
    ValueTask<int> HearAsync(Memory<byte> buffer, CancellationToken cancel);

    /// <summary>That was all.</summary>
    void EndTelling();
}

/// <summary>Asks <c>OPTIONS *</c> on a kept connection (pingmethod). Any whole answer that lets the connection live is a sign of life.</summary>
internal sealed class OptionsPing(MemberUrl url, TimeSpan limit, TimeProvider time)
{
    private const int LongestAnswer = 8192;

    private readonly byte[] _question = Encoding.ASCII.GetBytes($"OPTIONS * HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Keep-Alive\r\n\r\n");

    public async ValueTask<bool> AskAsync(IAskedWire wire, CancellationToken cancel)
    {
        using var patience = new Patience(limit, time, cancel);
        patience.Start();
        var buffer = ArrayPool<byte>.Shared.Rent(LongestAnswer);
        try
        {
            await wire.TellAsync(_question, patience.Token).ConfigureAwait(false);
            var end = await HearAsync(wire, buffer, patience.Token).ConfigureAwait(false);
            wire.EndTelling();
            ArrayPool<byte>.Shared.Return(buffer); // not after a failure: a read may still be out
            return end == PingAnswer.Whole;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static async ValueTask<PingAnswer> HearAsync(IAskedWire wire, byte[] buffer, CancellationToken cancel)
    {
        for (var heard = 0; heard < buffer.Length;)
        {
            var read = await wire.HearAsync(buffer.AsMemory(heard), cancel).ConfigureAwait(false);
            heard += read;
            var answer = read == 0 ? PingAnswer.Unfit : PingAnswers.Judge(buffer.AsSpan(0, heard));
            if (answer != PingAnswer.Part)
            {
                return answer;
            }
        }

        return PingAnswer.Unfit;
    }
}
