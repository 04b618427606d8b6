namespace Balancing.Ajp;

/// <summary>How long the silence of a container is borne. The caller's: it runs only while it is the container's turn (R41, R43).</summary>
internal interface IAjpClock
{
    /// <summary>Cancelled when it ran out, or nobody needs the answer any more.</summary>
    CancellationToken Token { get; }

    /// <summary>It is the container's turn, from now.</summary>
    void Start();

    /// <summary>It is somebody else's turn.</summary>
    void Stop();

    /// <summary>So many bytes are about to go out.</summary>
    void Sending(int bytes)
    {
    }
}
