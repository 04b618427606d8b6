namespace Balancing.Hosting.Reading;

/// <summary>Reads a member, and its parts.</summary>
internal static class MemberReader
{
    public static void Read(SectionReader reader, MemberOptions options) => reader
        .Text("Url", v => options.Url = v)
        .Text("Route", v => options.Route = v)
        .Text("Redirect", v => options.Redirect = v)
        .Number("LoadFactor", v => options.LoadFactor = v)
        .Whole("LbSet", v => options.LbSet = v)
        .Time("Retry", v => options.Retry = v)
        .Text("Status", v => options.Status = v)
        .Time("Timeout", v => options.Timeout = v)
        .Time("ConnectionTimeout", v => options.ConnectionTimeout = v)
        .Time("Ping", v => options.Ping = v)
        .Word<PingMethod>("PingMethod", v => options.PingMethod = v)
        .Part("Pool", pool => Read(pool, options.Pool))
        .Part("HealthCheck", check => Read(check, options.HealthCheck ??= new()))
        .Flag("KeepAlive", v => options.KeepAlive = v)
        .Flag("DisableReuse", v => options.DisableReuse = v)
        .Word<Flush>("FlushPackets", v => options.FlushPackets = v)
        .Time("FlushWait", v => options.FlushWait = v)
        .Whole("IoBufferSize", v => options.IoBufferSize = v)
        .Whole("ReceiveBufferSize", v => options.ReceiveBufferSize = v)
        .Whole("ResponseFieldSize", v => options.ResponseFieldSize = v)
        .Text("Upgrade", v => options.Upgrade = v)
        .Text("Secret", v => options.Secret = v)
        .Text("UnixSocket", v => options.UnixSocket = v)
        .Texts("ProxySet", options.ProxySet.AddRange);

    public static void Read(SectionReader reader, HealthCheckOptions options) => reader
        .Text("Template", v => options.Template = v)
        .Word<HcMethod>("Method", v => options.Method = v)
        .Text("Uri", v => options.Uri = v)
        .Time("Interval", v => options.Interval = v)
        .Whole("Passes", v => options.Passes = v)
        .Whole("Fails", v => options.Fails = v)
        .Text("Expr", v => options.Expr = v);

    private static void Read(SectionReader reader, PoolOptions options) => reader
        .Whole("Min", v => options.Min = v)
        .Whole("SMax", v => options.SMax = v)
        .Whole("Max", v => options.Max = v)
        .Time("Ttl", v => options.Ttl = v)
        .Time("Acquire", v => options.Acquire = v)
        .Time("AddressTtl", v => options.AddressTtl = v);
}
