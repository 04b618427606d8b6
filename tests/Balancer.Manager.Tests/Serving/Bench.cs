using System.Net;
using System.Text;
using Balancing.Testing;

namespace Balancing.Manager.Tests.Serving;

/// <summary>A manager, asked as a host asks it.</summary>
internal sealed class Bench : IDisposable
{
    public const string Form = "application/x-www-form-urlencoded";

    public Bench(Balancer balancer, Action<ManagerOptions>? configure = null, ReverseProxy? site = null)
    {
        Foo = balancer;
        var options = new ManagerOptions { Time = Time };
        configure?.Invoke(options);
        Manager = new BalancerManager([balancer], site is null ? null : [site], options);
    }

    public ManualTimeProvider Time { get; } = new();

    public Balancer Foo { get; }

    public BalancerManager Manager { get; }

    public string User { get; set; } = "";

    public IPAddress? Client { get; set; } = IPAddress.Parse("10.0.0.9");

    public string Host { get; set; } = "ops.example.com";

    public string Scheme { get; set; } = "https";

    public ManagerPermissions Permissions { get; set; } = ManagerPermissions.All;

    /// <summary>Fields of the next requests besides the content type.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string Token => System.Text.Json.Nodes.JsonNode.Parse(Get("/api/v1").Body.Span)!["token"]!.GetValue<string>();

    /// <summary>Two members <c>http://10.0.0.1</c> and <c>http://10.0.0.2</c>, routes a and b, and room for two more.</summary>
    public static BalancerBuilder Two(string name = "foo") =>
        Balancer.Create(name).Member("http://10.0.0.1", m => m.Route("a")).Member("http://10.0.0.2", m => m.Route("b")).Growth(2);

    public static Bench OfTwo(Action<ManagerOptions>? configure = null) => new(Two().Build(), configure);

    public ManagerResponse Get(string path = "", string query = "") => Ask("GET", path, query);

    /// <summary>Sends a form with the token of whoever asks, unless it has one.</summary>
    public ManagerResponse Post(string form, string path = "", string contentType = Form) =>
        Send(form.Contains("nonce=", StringComparison.Ordinal) ? form : $"nonce={Token}&{form}", path, contentType);

    /// <summary>Sends a body as it is.</summary>
    public ManagerResponse Send(string body, string path = "", string? contentType = Form, string method = "POST") =>
        Ask(method, path, "", Encoding.UTF8.GetBytes(body), contentType);

    public ManagerResponse Ask(string method, string path = "", string query = "", byte[]? body = null, string? contentType = null) =>
        Manager.Handle(new ManagerRequest
        {
            Method = method,
            Mount = "/balancer-manager",
            Path = path,
            Query = query,
            Scheme = Scheme,
            Host = Host,
            User = User,
            Client = Client,
            Permissions = Permissions,
            Field = name => name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) ? contentType : Fields.GetValueOrDefault(name),
            Body = body ?? [],
        });

    /// <summary>What edits can change, in one text.</summary>
    public string State => string.Join(' ', Foo.Snapshot().Members.Select(m => $"{m.Url}={m.Factor}/{m.Set}/{m.Route}/{m.Status}")) + " " + Foo.Plan.Timeout;

    public static string Text(ManagerResponse answer) => Encoding.UTF8.GetString(answer.Body.Span);

    public static string? Of(ManagerResponse answer, string field) => answer.Fields.SingleOrDefault(f => f.Key == field).Value;

    public void Dispose()
    {
        Manager.Dispose();
        Foo.Dispose();
    }
}
