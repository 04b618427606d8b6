using System.Net;
using System.Text;
using System.Xml.Linq;
using Balancing.HttpdConf;
using Balancing.Manager;
using Balancing.RealHttpd.Tests.Httpd;
using Balancing.RealHttpd.Tests.Network;

namespace Balancing.RealHttpd.Tests.Manager;

/// <summary>The same script for the managers of both: it reads the XML, sends forms, and reads again. Every element is the same, in the same order.</summary>
public class ManagerSideBySideTests
{
    private const string Mount = "/balancer-manager";

    private static readonly XNamespace Namespace = "http://httpd.apache.org";

    // Of the elements, only the nonce is another.
    private const string Config =
        """
        Listen {front}
        ServerName {front}
        LoadModule proxy_ajp_module modules/mod_proxy_ajp.so
        <Proxy balancer://foo>
          BalancerMember http://{m1} route=a redirect=b loadfactor=2.5 max=4
          BalancerMember http://{m2}/x route=b min=1 smax=20 max=50 ttl=60 timeout=20 acquire=250 receivebuffersize=4096 iobuffersize=16384 keepalive=On retry=30 connectiontimeout=250ms disablereuse=On lbset=3 status=+H
          BalancerMember ajp://{m3} flushpackets=auto flushwait=20 ping=500ms max=1
          BalancerMember ajp://{m4} flushpackets=on max=1 status=+D
          ProxySet stickysession=JSESSIONID|jsessionid lbmethod=bytraffic maxattempts=2 timeout=5 nofailover=On scolonpathdelim=On growth=2
        </Proxy>
        <Proxy balancer://one>
          BalancerMember http://{m5} max=1
        </Proxy>
        ProxyPass /foo balancer://foo/
        ProxyPass /one balancer://one/
        <Location /balancer-manager>
          SetHandler balancer-manager
          Require all granted
        </Location>

        """;

    private static readonly string[] Forms =
    [
        "b=foo&w=http://{m1}&w_lf=7&w_ls=2&w_wr=%3Cb%3E%26&w_rr=",
        "b=foo&w=http://{m2}/x&w_status_I=1&w_status_N=1&w_status_D=1&w_status_S=1&w_status_H=0&w_status_R=1",
        "b=foo&w=http://{m2}/x&w_status_N=0&w_status_D=0&w_status_S=0",
        "b=foo&w=ajp://{m4}&w_status_D=0&w_lf=1.55",
        "b=foo&b_lbm=bybusyness&b_tmo=7&b_max=5&b_sforce=0&b_ss=A%7Cb",
        "b=foo&b_ss=-",
        "b=foo&b_nwrkr=http://{m6}/new&b_wyes=1",
        "b=foo&w=http://{m6}/new&w_status_D=0&w_lf=3&w_wr=c",
        "b=one&w=http://{m5}&w_ls=1",
    ];

    [Fact]
    public async Task A_script_reads_and_changes_the_same()
    {
        using var loopback = Loopback.Take();
        var config = loopback.Fill(Config);

        var httpd = await PlayHttpdAsync(loopback, config);
        var ours = PlayOurs(loopback, config);

        Assert.Equal(Forms.Length + 1, httpd.Count);
        foreach (var (at, (theirs, mine)) in httpd.Zip(ours).Index())
        {
            Assert.True(theirs == mine, $"After {(at == 0 ? "nothing" : Forms[at - 1])}:\n--- httpd\n{theirs}\n--- ours\n{mine}");
        }
    }

    private static async Task<List<string>> PlayHttpdAsync(Loopback loopback, string config)
    {
        using var folder = new HttpdFolder();
        folder.Write(config.Replace("modules/", HttpdBinary.Modules + "/", StringComparison.Ordinal));
        await using var server = await HttpdServer.StartAsync(folder, loopback.Front);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{loopback.Front}") };
        client.DefaultRequestHeaders.Referrer = new Uri(client.BaseAddress, Mount);
        var seen = new List<string>();
        var nonces = await ReadAsync();
        foreach (var form in Forms)
        {
            using var body = new StringContent(Filled(form, nonces, loopback), Encoding.ASCII, "application/x-www-form-urlencoded");
            using var answer = await client.PostAsync(new Uri(Mount, UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await ReadAsync();
        }

        return seen;

        async Task<Dictionary<string, string>> ReadAsync()
        {
            var document = XDocument.Parse(await client.GetStringAsync(new Uri(Mount + "?xml=1", UriKind.Relative)));
            seen.Add(Text(document).Replace("max 32\n", "max 0\n", StringComparison.Ordinal)); // D50: its threads; here there is no limit
            return NoncesOf(document);
        }
    }

    private static List<string> PlayOurs(Loopback loopback, string config)
    {
        var options = HttpdImporter.Import(config.Replace("LoadModule", "#", StringComparison.Ordinal)).OptionsOrThrow();
        var balancers = options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value)).ToList();
        using var manager = new BalancerManager(balancers);
        var seen = new List<string>();
        var nonces = Read();
        foreach (var form in Forms)
        {
            Assert.Equal(200, Ask("POST", "", Filled(form, nonces, loopback)).Status);
            Read();
        }

        balancers.ForEach(b => b.Dispose());
        return seen;

        Dictionary<string, string> Read()
        {
            var document = XDocument.Parse(Encoding.UTF8.GetString(Ask("GET", "xml=1", "").Body.Span));
            seen.Add(Text(document));
            return NoncesOf(document);
        }

        ManagerResponse Ask(string method, string query, string form) => manager.Handle(new ManagerRequest
        {
            Method = method,
            Mount = Mount,
            Query = query,
            Host = loopback.Front.ToString(),
            Client = IPAddress.Loopback,
            Permissions = ManagerPermissions.All,
            Field = name => name == "Referer" ? $"http://{loopback.Front}{Mount}" : name == "Content-Type" && form.Length > 0 ? "application/x-www-form-urlencoded" : null,
            Body = Encoding.UTF8.GetBytes(form),
        });
    }

    private static string Filled(string form, Dictionary<string, string> nonces, Loopback loopback) =>
        loopback.Fill(form) + "&nonce=" + nonces[$"balancer://{form[2..5]}"];

    private static Dictionary<string, string> NoncesOf(XDocument document) =>
        document.Descendants(Namespace + "balancer").ToDictionary(b => b.Element(Namespace + "name")!.Value, b => b.Element(Namespace + "nonce")!.Value);

    private static string Text(XDocument document) => string.Join('\n', document.Descendants().Where(e => e.Name.LocalName != "nonce")
        .Select(e => $"{new string(' ', e.Ancestors().Count())}{e.Name.Namespace} {e.Name.LocalName} {(e.HasElements ? "" : e.Value)}"));
}
