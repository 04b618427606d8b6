namespace Balancing.Ajp;

/// <summary>How an <see cref="AjpMessageHandler"/> speaks to containers. Read once, when the handler is made.</summary>
public sealed class AjpClientOptions
{
    /// <summary>
    /// What both sides know (httpd: secret; Tomcat: secret). It goes with every request, as plain text. Latin-1 without control characters;
    /// httpd takes 63 characters. Default: null, none is sent.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>
    /// Longest packet in bytes, both ways; the container has to be configured alike (httpd: iobuffersize, Tomcat: packetSize). From 8192 to
    /// 65536, rounded up to a multiple of 1024. Default: 8192.
    /// </summary>
    public int PacketSize { get; set; } = AjpPackets.DefaultSize;

    /// <summary>
    /// How long an answer to a CPING may take (httpd: ping). Each request is then preceded by one; a connection that does not answer is
    /// replaced once. More than zero. Default: null, nobody is asked.
    /// </summary>
    public TimeSpan? Ping { get; set; }

    /// <summary>How long opening a connection may take (httpd: connectiontimeout). Default: null, as <see cref="Timeout"/>.</summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>
    /// How long a container may be silent while it is its turn, for each read and write (httpd: timeout). More than zero, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Default: 60 s.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Numbers of the connections to each container (httpd: min, max, smax, ttl, acquire). An idle connection has to be closed before the
    /// container does it. Default: no limit, and none is kept idle longer than 60 s.
    /// </summary>
    public PoolPlan Pool { get; set; } = new() { SMax = 0, Ttl = TimeSpan.FromSeconds(60) };

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>A copy that nobody can change.</summary>
    /// <exception cref="ArgumentException">Something is not valid; the message names everything that is not.</exception>
    internal AjpClientOptions Checked(string paramName)
    {
        var problems = new List<string>();
        if (Secret is not null && WireText.Check(Secret.AsSpan(), TextKind.Value) != AjpFault.None)
        {
            problems.Add("Secret has a control character, or one that is not Latin-1");
        }

        if (PacketSize is < AjpPackets.DefaultSize or > AjpPackets.MaxSize)
        {
            problems.Add($"PacketSize is {PacketSize}; it must be from {AjpPackets.DefaultSize} to {AjpPackets.MaxSize}");
        }

        AddUnlessPositive(problems, nameof(Ping), Ping);
        AddUnlessPositive(problems, nameof(ConnectTimeout), ConnectTimeout);
        AddUnlessPositive(problems, nameof(Timeout), Timeout);
        if (Pool is null || Time is null)
        {
            problems.Add("Pool and Time must not be null");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of the AJP client are not valid: {string.Join("; ", problems)}.", paramName);
        }

        var copy = (AjpClientOptions)MemberwiseClone();
        copy.PacketSize = AjpPackets.SizeOf(PacketSize);
        return copy;
    }

    private static void AddUnlessPositive(List<string> problems, string name, TimeSpan? value)
    {
        if (value is { } time && time != System.Threading.Timeout.InfiniteTimeSpan && (time <= TimeSpan.Zero || time.TotalMilliseconds > int.MaxValue))
        {
            problems.Add($"{name} is {time}; it must be more than zero, and at most 24 days");
        }
    }
}
