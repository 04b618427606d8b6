using Balancing.Elections;

namespace Balancing;

/// <summary>The built-in methods, for <c>using static Balancing.LbMethods</c>.</summary>
public static class LbMethods
{
    /// <summary>By the number of requests (httpd: <c>byrequests</c>). The default.</summary>
    public static LbMethod ByRequests { get; } = new ByRequests();

    /// <summary>By the bytes sent and received (httpd: <c>bytraffic</c>).</summary>
    public static LbMethod ByTraffic { get; } = new ByTraffic();

    /// <summary>By the requests in flight (httpd: <c>bybusyness</c>).</summary>
    public static LbMethod ByBusyness { get; } = new ByBusyness();

    /// <summary>By the idle workers each member announces (httpd: <c>heartbeat</c>); feed it with <see cref="Balancer.Beat"/>.</summary>
    public static LbMethod Heartbeat { get; } = new ByHeartbeat();
}
