namespace Balancing;

/// <summary>The status flags of a member, with httpd's letters and bits (mod_proxy.h: PROXY_WORKER_*).</summary>
[Flags]
public enum MemberStatus
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary><c>O</c>, shown as <c>Init</c>: taken into service. Set by the engine.</summary>
    Initialized = 0x001,

    /// <summary><c>I</c>, <c>Ign</c>: failures never put the member in error; requests still fail over (D2).</summary>
    IgnoreErrors = 0x002,

    /// <summary><c>N</c>, <c>Drn</c>: only requests of its own sessions; no new ones.</summary>
    Drain = 0x004,

    /// <summary><c>G</c>, <c>Gen</c>: stands for targets nobody declared. Set by the engine.</summary>
    Generic = 0x008,

    /// <summary><c>U</c>, <c>Shut</c>: in shutdown. Set by the engine.</summary>
    InShutdown = 0x010,

    /// <summary><c>D</c>, <c>Dis</c>: takes no requests; the redirect route is followed.</summary>
    Disabled = 0x020,

    /// <summary><c>S</c>, <c>Stop</c>: takes no requests, and an error is not cleared by time.</summary>
    Stopped = 0x040,

    /// <summary><c>E</c>, <c>Err</c>: failed; tried again after <c>retry</c>.</summary>
    InError = 0x080,

    /// <summary><c>H</c>, <c>Stby</c>: used only when its set has no usable member and no activated spare.</summary>
    HotStandby = 0x100,

    /// <summary><c>F</c>, <c>Free</c>: an unused slot. Set by the engine.</summary>
    Free = 0x200,

    /// <summary><c>C</c>, <c>HcFl</c>: failed its health check; only a check or an operator clears it.</summary>
    HealthCheckFailed = 0x400,

    /// <summary><c>R</c>, <c>Spar</c>: stands in, one for one, while members of its set are unusable.</summary>
    HotSpare = 0x800,

    /// <summary>No httpd letter, shown as <c>Trial</c>: one request is out to try whether it is well again. Set by the engine.</summary>
    OnTrial = 0x1000,
}
