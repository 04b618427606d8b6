namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Connections
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer foo = Balancer.Create("foo")
            .Member("https://a", m => m
                .Retry(TimeSpan.FromSeconds(0)).Timeout(TimeSpan.FromSeconds(20))
                .ConnectionTimeout(TimeSpan.FromTicks(15000001)).Ping(TimeSpan.FromSeconds(1)).KeepAlive()
                .Pool(p => p
                    .Min(2).SMax(20).Max(50).Ttl(TimeSpan.FromSeconds(60)).Acquire(TimeSpan.FromMilliseconds(250))
                    .AddressTtl(TimeSpan.FromSeconds(-1))))
            .Member("fcgi://b:9000", m => m.DisableReuse(false))
            .Member("ws://c", m => m.Upgrade(""))
            .Member("ajp://d", m => m
                .FlushPackets(Flush.Auto).FlushWait(TimeSpan.FromSeconds(1)).IoBufferSize(16_384).ReceiveBufferSize(1024)
                .ResponseFieldSize(100).Secret(@"s3 ""cret\"))
            .Member("http://e/app", m => m.Retry(TimeSpan.FromSeconds(5)).DisableReuse().UnixSocket("/run/e.sock"))
            .Build();

        return ([foo], []);
    }
}
