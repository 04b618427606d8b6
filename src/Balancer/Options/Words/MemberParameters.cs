namespace Balancing;

/// <summary>A member's parameters (mod_proxy.c: set_worker_param). Defaults are those of <see cref="MemberPlan"/> and <see cref="PoolPlan"/>.</summary>
internal static class MemberParameters
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static readonly Kind<Flush> Flushing = Kinds.Choice(("on", Flush.On), ("off", Flush.Off), ("auto", Flush.Auto));

    private static readonly Kind<PingMethod> Pinging = Kinds.Choice(("Expect", PingMethod.Expect), ("OPTIONS", PingMethod.Options));

    private static readonly Kind<string> Socket = Kinds.Text(
        "a file name of 1 to 95 characters without '|'", v => v.Length is >= 1 and <= 95 && !v.Contains('|', StringComparison.Ordinal));

    private static readonly Kind<TimeSpan> WholeTimeout = Times.Seconds(Millisecond);

    public static ParameterTable<MemberOptions> Table { get; } = Make();

    private static ParameterTable<MemberOptions> Make()
    {
        var table = new ParameterTable<MemberOptions>("member");
        AddBalancing(table);
        AddTimes(table);
        AddPool(table);
        AddConnection(table);
        foreach (var inner in HealthCheckParameters.Table.Rows)
        {
            table.Add(new InnerParameter<MemberOptions, HealthCheckOptions>("HealthCheck", inner, o => o.HealthCheck, o => o.HealthCheck ??= new()));
        }

        return table;
    }

    private static void AddBalancing(ParameterTable<MemberOptions> table) => table
        .Value("loadfactor", "LoadFactor", Kinds.Factor, o => o.LoadFactor, (o, v) => o.LoadFactor = v)
        .Value("lbset", "LbSet", Kinds.Whole(0, 99), o => o.LbSet, (o, v) => o.LbSet = v)
        .Text("route", "Route", Kinds.Route, o => o.Route, (o, v) => o.Route = v)
        .Text("redirect", "Redirect", Kinds.Route, o => o.Redirect, (o, v) => o.Redirect = v)
        .Text("status", "Status", Kinds.Status, o => o.Status, (o, v) => o.AddStatus(v));

    private static void AddTimes(ParameterTable<MemberOptions> table) => table
        .Value("retry", "Retry", Times.Seconds(TimeSpan.Zero), o => o.Retry, (o, v) => o.Retry = v)
        .Value("timeout", "Timeout", WholeTimeout, o => o.Timeout, (o, v) => o.Timeout = v)
        .Value("connectiontimeout", "ConnectionTimeout", Times.Duration(Second, Millisecond), o => o.ConnectionTimeout, (o, v) => o.ConnectionTimeout = v)
        .Value("ping", "Ping", Times.Duration(Second, Millisecond), o => o.Ping, (o, v) => o.Ping = v)
        .Value("", "PingMethod", Pinging, o => o.PingMethod, (o, v) => o.PingMethod = v)
        .Value("flushwait", "FlushWait", Times.FlushWait, o => o.FlushWait, (o, v) => o.FlushWait = v);

    private static void AddPool(ParameterTable<MemberOptions> table) => table
        .Value("min", "Pool:Min", Kinds.Whole(0), o => o.Pool.Min, (o, v) => o.Pool.Min = v)
        .Value("smax", "Pool:SMax", Kinds.Whole(0), o => o.Pool.SMax, (o, v) => o.Pool.SMax = v)
        .Value("max", "Pool:Max", Kinds.Whole(0), o => o.Pool.Max, (o, v) => o.Pool.Max = v)
        .Value("ttl", "Pool:Ttl", Times.Seconds(Second), o => o.Pool.Ttl, (o, v) => o.Pool.Ttl = v)
        .Value("acquire", "Pool:Acquire", Times.Duration(Millisecond, Millisecond), o => o.Pool.Acquire, (o, v) => o.Pool.Acquire = v)
        .Value("addressttl", "Pool:AddressTtl", Times.AddressTtl, o => o.Pool.AddressTtl, (o, v) => o.Pool.AddressTtl = v)
        .Value("disablereuse", "DisableReuse", Kinds.OnOff, o => o.DisableReuse, (o, v) => o.DisableReuse = v)
        .Value("enablereuse", "DisableReuse", Kinds.OnOff, o => o.DisableReuse, (o, v) => o.DisableReuse = !v);

    private static void AddConnection(ParameterTable<MemberOptions> table) => table
        .Value("keepalive", "KeepAlive", Kinds.OnOff, o => o.KeepAlive, (o, v) => o.KeepAlive = v)
        .Value("flushpackets", "FlushPackets", Flushing, o => o.FlushPackets, (o, v) => o.FlushPackets = v)
        .Value("iobuffersize", "IoBufferSize", Kinds.ZeroOrFrom(512), o => o.IoBufferSize, (o, v) => o.IoBufferSize = v)
        .Value("receivebuffersize", "ReceiveBufferSize", Kinds.ZeroOrFrom(512), o => o.ReceiveBufferSize, (o, v) => o.ReceiveBufferSize = v)
        .Value("responsefieldsize", "ResponseFieldSize", Kinds.Whole(0), o => o.ResponseFieldSize, (o, v) => o.ResponseFieldSize = v)
        .Text("upgrade", "Upgrade", Kinds.Upgrade, o => o.Upgrade, (o, v) => o.Upgrade = v)
        .Text("secret", "Secret", Kinds.ShortText(63, hidden: true), o => o.Secret, (o, v) => o.Secret = v)
        .Text("", "UnixSocket", Socket, o => o.UnixSocket, (o, v) => o.UnixSocket = v)
        .Add(new RefusedParameter<MemberOptions>("flusher", "handing over file descriptors (mod_proxy_fdpass) is not supported", "Remove flusher"));
}
