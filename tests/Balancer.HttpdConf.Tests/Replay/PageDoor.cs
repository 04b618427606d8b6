using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Balancing.Manager;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>
/// The manager as a script made for httpd's uses it: it reads <c>?xml=1</c>, takes the nonce from there, and sends forms with a Referer. No
/// recorded form mixes values that httpd takes and values that it ignores, so each is sent as it was.
/// </summary>
internal sealed class PageDoor(World world) : IManagerDoor
{
    private const string Host = "127.0.0.1:8080", Mount = "/balancer-manager";

    private static readonly XNamespace Httpd = "http://httpd.apache.org";

    private readonly BalancerManager _manager = new(world.Balancers, [world.Site]);

    public int Submit(JsonObject e)
    {
        var fields = e["params"]!.AsObject();
        var name = (string)e["balancer"]!;
        var balancer = Read().Single(b => Text(b, "name") == $"balancer://{name}");
        var isWrong = e["bad_nonce"] is not null || fields["bad_nonce"] is not null;
        var form = new List<(string, string)> { ("b", name), ("nonce", isWrong ? "guessed" : Text(balancer, "nonce")) };
        if ((string?)e["member"] is { } member)
        {
            form.Add(("w", balancer.Descendants(Httpd + "worker").Select(w => Text(w, "name")).Single(url => NameOf(url) == member)));
        }

        form.AddRange(fields.Where(f => f.Key != "bad_nonce").Select(f => (f.Key, world.Names.Fill(f.Value!.ToString()))));
        return Ask("POST", "", string.Join('&', form.Select(f => $"{f.Item1}={Uri.EscapeDataString(f.Item2)}"))).Status;
    }

    public JsonObject Figures() => new(Read().Select(b => KeyValuePair.Create<string, JsonNode?>(Text(b, "name"), FiguresOf(b))));

    public void Dispose() => _manager.Dispose();

    private JsonObject FiguresOf(XElement balancer)
    {
        var figures = new JsonObject { ["lbmethod"] = Text(balancer, "lbmethod") };
        foreach (var name in (string[])["stickysession", "nofailover"])
        {
            if (balancer.Element(Httpd + name) is { } set)
            {
                figures[name] = set.Value;
            }
        }

        foreach (var name in (string[])["timeout", "maxattempts"])
        {
            if (balancer.Element(Httpd + name) is { } set && (name != "timeout" || set.Value != "0"))
            {
                figures[name] = Number(set.Value);
            }
        }

        figures["members"] = new JsonArray([.. balancer.Descendants(Httpd + "worker").Select(OfMember)]);
        return figures;
    }

    private JsonObject OfMember(XElement worker)
    {
        var figures = new JsonObject
        {
            ["member"] = NameOf(Text(worker, "name")),
            ["url"] = world.Names.Restore(Text(worker, "name")),
            ["status"] = Text(worker, "status").TrimEnd(),
        };
        foreach (var (ours, theirs) in ((string, string)[])[("factor", "loadfactor"), ("set", "lbset"), ("lbstatus", "lbstatus"), ("elected", "elected"),
            ("busy", "busy"), ("to", "transferred"), ("from", "read"), ("retries", "retries")])
        {
            figures[ours] = Number(Text(worker, theirs));
        }

        foreach (var name in (string[])["route", "redirect"])
        {
            if (Text(worker, name) is { Length: > 0 } text)
            {
                figures[name] = text;
            }
        }

        return figures;
    }

    private IEnumerable<XElement> Read() =>
        XDocument.Parse(Encoding.UTF8.GetString(Ask("GET", "xml=1", "").Body.Span)).Descendants(Httpd + "balancer");

    private ManagerResponse Ask(string method, string query, string form) => _manager.Handle(new ManagerRequest
    {
        Method = method,
        Mount = Mount,
        Query = query,
        Host = Host,
        Client = IPAddress.Loopback,
        Permissions = ManagerPermissions.All,
        Field = name => name switch
        {
            "Referer" => $"http://{Host}{Mount}",
            "Content-Type" when form.Length > 0 => "application/x-www-form-urlencoded",
            _ => null,
        },
        Body = Encoding.UTF8.GetBytes(form),
    });

    private string NameOf(string url) => MemberUrl.TryParse(url, out var parsed, out _) ? world.Names.NameOf(parsed!) : "";

    private static string Text(XElement parent, string name) => parent.Elements(Httpd + name).First().Value;

    private static JsonValue Number(string text) => JsonValue.Create(decimal.Parse(text, CultureInfo.InvariantCulture));
}
