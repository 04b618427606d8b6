using System.Text;
using System.Xml.Linq;
using Balancing.Manager.Programs;

namespace Balancing.Manager.Tests.Programs;

public sealed class HttpdXmlTests
{
    private static readonly XNamespace Httpd = "http://httpd.apache.org";

    [Fact]
    public void It_is_what_httpd_writes()
    {
        using var foo = Balancer.Create("foo")
            .Member("http://[::1]:20002/x", m => m
                .Route("b").LbSet(3).HotStandby().KeepAlive().Retry(Sec(30)).Timeout(Sec(20)).ConnectionTimeout(Sec(2)).ReceiveBufferSize(4096).IoBufferSize(16384).DisableReuse()
                .Pool(p => p.Min(1).SMax(20).Max(50).Ttl(Sec(60)).Acquire(Sec(2))))
            .Member("ajp://a", m => m.FlushPackets(Flush.Auto, TimeSpan.FromMilliseconds(20)).Ping(Sec(1)).Secret("s3cret").LoadFactor(2.5).Redirect("b"))
            .StickySession("JSESSIONID", "jsessionid").ScolonPathDelim().NoFailover().MaxAttempts(2).Timeout(Sec(5)).LbMethod(LbMethods.ByTraffic).Build();

        Assert.Equal(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <httpd:manager xmlns:httpd="http://httpd.apache.org">
              <httpd:balancers>
                <httpd:balancer>
                  <httpd:name>balancer://foo</httpd:name>
                  <httpd:nonce>token</httpd:nonce>
                  <httpd:stickysession>JSESSIONID</httpd:stickysession>
                  <httpd:nofailover>On</httpd:nofailover>
                  <httpd:timeout>5</httpd:timeout>
                  <httpd:maxattempts>2</httpd:maxattempts>
                  <httpd:lbmethod>bytraffic</httpd:lbmethod>
                  <httpd:scolonpathdelim>On</httpd:scolonpathdelim>
                  <httpd:workers>
                    <httpd:worker>
                      <httpd:name>http://[::1]:20002/x</httpd:name>
                      <httpd:scheme>http</httpd:scheme>
                      <httpd:hostname>::1</httpd:hostname>
                      <httpd:loadfactor>1.00</httpd:loadfactor>
                      <httpd:port>20002</httpd:port>
                      <httpd:min>1</httpd:min>
                      <httpd:smax>20</httpd:smax>
                      <httpd:max>50</httpd:max>
                      <httpd:ttl>60</httpd:ttl>
                      <httpd:timeout>20</httpd:timeout>
                      <httpd:acquire>2000</httpd:acquire>
                      <httpd:recv_buffer_size>4096</httpd:recv_buffer_size>
                      <httpd:io_buffer_size>16384</httpd:io_buffer_size>
                      <httpd:keepalive>On</httpd:keepalive>
                      <httpd:status>Init Stby Ok </httpd:status>
                      <httpd:retries>0</httpd:retries>
                      <httpd:lbstatus>0</httpd:lbstatus>
                      <httpd:loadfactor>1.00</httpd:loadfactor>
                      <httpd:transferred>0</httpd:transferred>
                      <httpd:read>0</httpd:read>
                      <httpd:elected>0</httpd:elected>
                      <httpd:route>b</httpd:route>
                      <httpd:redirect></httpd:redirect>
                      <httpd:busy>0</httpd:busy>
                      <httpd:lbset>3</httpd:lbset>
                      <httpd:disablereuse>On</httpd:disablereuse>
                      <httpd:connectiontimeout>2000</httpd:connectiontimeout>
                      <httpd:retry>30</httpd:retry>
                    </httpd:worker>
                    <httpd:worker>
                      <httpd:name>ajp://a</httpd:name>
                      <httpd:scheme>ajp</httpd:scheme>
                      <httpd:hostname>a</httpd:hostname>
                      <httpd:loadfactor>2.50</httpd:loadfactor>
                      <httpd:port>8009</httpd:port>
                      <httpd:min>0</httpd:min>
                      <httpd:smax>0</httpd:smax>
                      <httpd:max>0</httpd:max>
                      <httpd:ttl>0</httpd:ttl>
                      <httpd:status>Init Ok </httpd:status>
                      <httpd:retries>0</httpd:retries>
                      <httpd:lbstatus>0</httpd:lbstatus>
                      <httpd:loadfactor>2.50</httpd:loadfactor>
                      <httpd:transferred>0</httpd:transferred>
                      <httpd:read>0</httpd:read>
                      <httpd:elected>0</httpd:elected>
                      <httpd:route></httpd:route>
                      <httpd:redirect>b</httpd:redirect>
                      <httpd:busy>0</httpd:busy>
                      <httpd:lbset>0</httpd:lbset>
                      <httpd:flushpackets>Auto</httpd:flushpackets>
                      <httpd:flushwait>20000</httpd:flushwait>
                      <httpd:ping>1000</httpd:ping>
                    </httpd:worker>
                  </httpd:workers>
                </httpd:balancer>
              </httpd:balancers>
            </httpd:manager>
            """.ReplaceLineEndings("\n"),
            Text(foo));
    }

    [Fact]
    public void A_member_that_failed_says_when()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        using (var lease = foo.Acquire(RequestFacts.Get("/")))
        {
            lease.Report(Outcome.ConnectFailed());
        }

        var worker = Read(foo).Descendants(Httpd + "worker").Single();
        var at = DateTimeOffset.ParseExact((string)worker.Element(Httpd + "error_time")!, "R", null);
        Assert.True((DateTimeOffset.UtcNow - at).Duration() < TimeSpan.FromMinutes(1));
        Assert.Equal("error_time", worker.Element(Httpd + "status")!.ElementsAfterSelf().First().Name.LocalName);
    }

    [Fact]
    public void Without_sessions_and_with_one_member_their_elements_are_left_out()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();

        Assert.Equal(["name", "nonce", "timeout", "lbmethod", "workers"], Read(foo).Descendants(Httpd + "balancer").Single().Elements().Select(e => e.Name.LocalName));
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("None")]
    public void A_configured_nonce_is_not_told(string nonce)
    {
        using var foo = Balancer.Create("foo").Member("http://a").Nonce(nonce).Build();

        Assert.Equal("", (string?)Read(foo).Descendants(Httpd + "nonce").Single());
    }

    [Theory]
    [InlineData("</httpd:route><script>alert(1)</script>")]
    [InlineData("]]>&amp;&#0;\"'")]
    [InlineData("\u0001\u001b\ufffe")]
    [InlineData("\ud800x\udc00\U0001f600")]
    [InlineData("\u202e\u00e9\r\n\t")]
    public void Whatever_a_text_holds_the_document_can_be_read(string text)
    {
        using var foo = Balancer.Create("foo").Member("http://a/<b>&'\"", m => m.Route("r")).Build();
        var view = ManagerView.Of([foo]);
        var (balancer, member) = (view.Balancers[0], view.Balancers[0].Snapshot.Members[0] with { Route = text });
        var hostile = view with { Balancers = [balancer with { Key = text, Snapshot = balancer.Snapshot with { Members = [member] } }] };

        var document = XDocument.Parse(Encoding.UTF8.GetString(HttpdXml.Write(hostile, "token")));

        var wanted = string.Concat(text.EnumerateRunes().Select(r => r.Value is < 32 and not (9 or 10 or 13) or 0xFFFE ? "\ufffd" : r.ToString()));
        Assert.Equal(wanted, (string?)document.Descendants(Httpd + "route").Single());
        Assert.Equal($"balancer://{wanted}", (string?)document.Descendants(Httpd + "balancer").Single().Element(Httpd + "name"));
        Assert.Equal("http://a/<b>&'\"", (string?)document.Descendants(Httpd + "worker").Single().Element(Httpd + "name"));
    }

    private static TimeSpan Sec(int seconds) => TimeSpan.FromSeconds(seconds);

    private static string Text(Balancer balancer) => Encoding.UTF8.GetString(HttpdXml.Write(ManagerView.Of([balancer]), "token"));

    private static XDocument Read(Balancer balancer) => XDocument.Parse(Text(balancer));
}
