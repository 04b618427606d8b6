namespace Balancing.Ajp;

/// <summary>Where the body of a request comes from: pulled as fast as the container takes it (R44).</summary>
internal interface IAjpBody
{
    /// <summary>Reads the next piece. What it throws is the sender's fault, never the container's (R41).</summary>
    /// <param name="buffer">Where to, and at most how much.</param>
    /// <param name="cancel">Ends the reading: nobody needs the body any more.</param>
    /// <returns>Number of bytes; 0 at the end.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel);
}
