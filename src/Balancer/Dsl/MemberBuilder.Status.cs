namespace Balancing;

/// <content>Status flags; each changes its own letter only.</content>
public sealed partial class MemberBuilder
{
    /// <summary>status (none). Letters of I N D S E H R C with signs, as httpd writes them: <c>+H</c>, <c>D-I</c>.</summary>
    public MemberBuilder Status(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        Options.AddStatus(letters);
        return this;
    }

    /// <summary>status=+D (Off). Takes no requests; its redirect is followed.</summary>
    public MemberBuilder Disabled(bool on = true) => Flag('D', on);

    /// <summary>status=+S (Off). Takes no requests, and no time brings it back.</summary>
    public MemberBuilder Stopped(bool on = true) => Flag('S', on);

    /// <summary>status=+N (Off). Takes requests of its own sessions only.</summary>
    public MemberBuilder Drain(bool on = true) => Flag('N', on);

    /// <summary>status=+I (Off). Failures never put it in error.</summary>
    public MemberBuilder IgnoreErrors(bool on = true) => Flag('I', on);

    /// <summary>status=+H (Off). Used only when its set has nobody else.</summary>
    public MemberBuilder HotStandby(bool on = true) => Flag('H', on);

    /// <summary>status=+R (Off). Stands in, one for one, for unusable members of its set.</summary>
    public MemberBuilder HotSpare(bool on = true) => Flag('R', on);

    /// <summary>status=+E (Off). Starts in error; the first election lets it back.</summary>
    public MemberBuilder InError(bool on = true) => Flag('E', on);

    /// <summary>status=+C (Off). Starts as if its health check had failed.</summary>
    public MemberBuilder HealthCheckFailed(bool on = true) => Flag('C', on);

    private MemberBuilder Flag(char letter, bool on) => Status($"{(on ? '+' : '-')}{letter}");
}
