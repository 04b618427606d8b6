using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>Where things are: paths from the root of the server.</summary>
internal sealed class ApiLinks(string mount)
{
    /// <summary>Where the API begins, below the mount.</summary>
    public const string Root = "/api/v1";

    /// <summary>Where its document is, below the mount.</summary>
    public const string Document = "/api/openapi.json";

    /// <summary>Of the API itself.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("links");
        json.WriteString("self", mount + Root);
        json.WriteString("balancers", $"{mount}{Root}/balancers");
        json.WriteString("openapi", mount + Document);
        json.WriteString("xml", $"{mount}?xml=1");
        json.WriteString("page", mount);
        json.WriteEndObject();
    }

    /// <summary>Of a balancer.</summary>
    public void WriteOf(Utf8JsonWriter json, BalancerView view)
    {
        var key = Uri.EscapeDataString(view.Key);
        var self = $"{mount}{Root}/balancers/{key}";
        json.WriteStartObject("links");
        json.WriteString("self", self);
        json.WriteString("journal", $"{self}/journal");
        json.WriteString("drains", $"{self}/drains");
        json.WriteString("page", $"{mount}?b={key}");
        json.WriteEndObject();
    }
}
