namespace Balancing.AspNetCore;

/// <summary>A body that comes in packets. Its member, and the member's <c>flushpackets</c>, have a say in when what came goes on to the client.</summary>
internal interface IPacedBody : IReadyBody
{
    /// <summary>When what came is flushed (httpd: flushpackets).</summary>
    Flush Pace { get; }

    /// <summary>How long <see cref="Flush.Auto"/> waits for more (httpd: flushwait).</summary>
    TimeSpan FlushWait { get; }

    /// <summary>True once for each time the member asked that what came before goes on at once.</summary>
    bool TakeFlushMark();

    /// <summary>Waits until there is something to take, a mark, or the end; the member's clock runs while it is the member's turn.</summary>
    /// <param name="cancel">Ends the waiting, and the body with it.</param>
    /// <exception cref="IOException">The answer broke off.</exception>
    ValueTask WaitAsync(CancellationToken cancel);
}
