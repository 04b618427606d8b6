namespace Balancing.AspNetCore;

/// <summary>A stream both ways of which one way can end while the other goes on.</summary>
public interface IHalfClose
{
    /// <summary>Tells the other side that nothing more will be written. What it sends can still be read.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    ValueTask EndWritingAsync();
}
