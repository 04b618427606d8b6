using static Balancing.LbMethods;

namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Weights
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer foo = Balancer.Create("foo")
            .Member("http://a", m => m.LoadFactor(2.5).LbSet(1))
            .Member("http://b", m => m.LoadFactor(100).Status("+HN"))
            .Member("http://c", m => m.HotSpare())
            .Member("http://d", m => m.HotStandby())
            .Member("http://e", m => m.Redirect("a").Disabled())
            .LbMethod(ByTraffic)
            .Build();

        return ([foo], []);
    }
}
