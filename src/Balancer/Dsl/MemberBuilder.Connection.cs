namespace Balancing;

/// <content>Parameters of its connections.</content>
public sealed partial class MemberBuilder
{
    /// <summary>keepalive (Off). TCP keep-alive on its connections.</summary>
    public MemberBuilder KeepAlive(bool on = true)
    {
        Options.KeepAlive = on;
        return this;
    }

    /// <summary>disablereuse (Off; On for FastCGI, SCGI and uWSGI). Each connection is used once.</summary>
    public MemberBuilder DisableReuse(bool on = true)
    {
        Options.DisableReuse = on;
        return this;
    }

    /// <summary>enablereuse (On; Off for FastCGI). Connections are used again; the opposite of <see cref="DisableReuse"/>.</summary>
    public MemberBuilder EnableReuse(bool on = true) => DisableReuse(!on);

    /// <summary>flushpackets (off) and flushwait (10 ms). When data of AJP and FastCGI is passed on.</summary>
    public MemberBuilder FlushPackets(Flush flush, TimeSpan? wait = null)
    {
        Options.FlushPackets = flush;
        Options.FlushWait = wait ?? Options.FlushWait;
        return this;
    }

    /// <summary>flushwait (10 ms). How long <see cref="Flush.Auto"/> waits for more, 0..1000 ms; 0 works as 10 ms.</summary>
    public MemberBuilder FlushWait(TimeSpan wait)
    {
        Options.FlushWait = wait;
        return this;
    }

    /// <summary>iobuffersize (8192). Bytes of one read or AJP packet, 0 for the default or at least 512.</summary>
    public MemberBuilder IoBufferSize(int bytes)
    {
        Options.IoBufferSize = bytes;
        return this;
    }

    /// <summary>receivebuffersize (the system's). Bytes of the socket's buffer, 0 for the default or at least 512.</summary>
    public MemberBuilder ReceiveBufferSize(int bytes)
    {
        Options.ReceiveBufferSize = bytes;
        return this;
    }

    /// <summary>responsefieldsize (8192). Longest line of a response head in bytes, 0 for the default.</summary>
    public MemberBuilder ResponseFieldSize(int bytes)
    {
        Options.ResponseFieldSize = bytes;
        return this;
    }

    /// <summary>upgrade (none; WebSocket for ws and wss). Protocols that may be tunnelled, with commas between them, at most 15
    /// characters; <c>ANY</c> for all but h2c and TLS, <c>NONE</c> for none. Others are forwarded as if nobody had asked.</summary>
    public MemberBuilder Upgrade(string protocols = "WebSocket")
    {
        Options.Upgrade = protocols;
        return this;
    }

    /// <summary>secret (none). What AJP backends want to hear, at most 63 characters.</summary>
    public MemberBuilder Secret(string secret)
    {
        Options.Secret = secret;
        return this;
    }

    /// <summary>unix:/path|url (none). Connects to this Unix socket instead of host and port, at most 95 characters.</summary>
    public MemberBuilder UnixSocket(string file)
    {
        Options.UnixSocket = file;
        return this;
    }
}
