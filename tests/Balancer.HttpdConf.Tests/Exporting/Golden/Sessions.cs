using static Balancing.LbMethods;

namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Sessions
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer foo = Balancer.Create("foo")
            .Member("http://a", m => m.Route("a").Redirect("b"))
            .Member("http://b", m => m.Route("b"))
            .LbMethod(ByBusyness).StickySession("JSESSIONID", path: "jsessionid").StickySessionSep('\'').ScolonPathDelim()
            .StickyCookie("ROUTEID", c => c
                .Path("/app").Domain("example.com").HttpOnly(false).Secure().SameSite("Strict")
                .MaxAge(TimeSpan.FromSeconds(3600)))
            .Build();

        return ([foo], []);
    }
}
