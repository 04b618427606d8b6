namespace Balancing.Tests.Pooling;

/// <summary>A connection of the tests, and what they know about it.</summary>
internal sealed class Link(int number, long began)
{
    public int Number { get; } = number;

    /// <summary>When its opening began, in ticks of the clock.</summary>
    public long Began { get; } = began;

    /// <summary>When it was last given back.</summary>
    public long IdleSince { get; set; } = began;

    public bool IsAlive { get; set; } = true;

    /// <summary>Looking at it throws.</summary>
    public bool Throws { get; set; }

    public bool IsClosing { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>It was open when the pool was cleared.</summary>
    public bool IsOld { get; set; }

    public int Uses { get; set; }

    /// <summary>Who has the lease.</summary>
    public object? User { get; set; }

    public override string ToString() => $"link {Number}";
}
