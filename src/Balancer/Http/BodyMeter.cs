namespace Balancing.Http;

/// <summary>Is told what passes through a <see cref="MeteredStream"/>.</summary>
internal abstract class BodyMeter
{
    public virtual void Sent(int bytes)
    {
    }

    public virtual void Received(int bytes)
    {
    }

    /// <summary>There is nothing more to read, or the stream was disposed of. May be told twice.</summary>
    public virtual void Ended()
    {
    }

    /// <summary>Reading failed.</summary>
    public virtual void Failed(Exception error)
    {
    }
}
