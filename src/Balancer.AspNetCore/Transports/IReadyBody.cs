namespace Balancing.AspNetCore;

/// <summary>A body that can say what of it is here already, so that nobody flushes, or waits, for nothing.</summary>
internal interface IReadyBody
{
    /// <summary>There is no more of it.</summary>
    bool IsOver { get; }

    /// <summary>A read will not wait.</summary>
    bool IsReady { get; }

    /// <summary>Takes what is here without waiting.</summary>
    /// <param name="target">Where to.</param>
    /// <returns>Number of bytes; 0 when there is nothing right now.</returns>
    /// <exception cref="HttpIOException">What is here breaks the framing.</exception>
    int TakeReady(Span<byte> target);
}
