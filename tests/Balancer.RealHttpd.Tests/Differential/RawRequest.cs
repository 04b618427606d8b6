using System.Text;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>A request as it goes over the wire, in parts that mutations change. One character is one byte.</summary>
internal sealed class RawRequest(string id)
{
    public string Id { get; } = id;

    public string Method { get; set; } = "GET";

    public string Target { get; set; } = "/a/b?c=d";

    public string Version { get; set; } = "HTTP/1.1";

    /// <summary>In the place of the request line made of the three above.</summary>
    public string? Line { get; set; }

    /// <summary>Field lines without their ends.</summary>
    public List<string> Fields { get; } = ["Host: a.example", $"X-Id: {id}"];

    /// <summary>What follows the head, framed.</summary>
    public string Body { get; set; } = "";

    public string Before { get; set; } = "";

    public string LineEnd { get; set; } = "\r\n";

    public string FieldEnd { get; set; } = "\r\n";

    public string HeadEnd { get; set; } = "\r\n";

    /// <summary>So many bytes are missing at the end, and nothing follows.</summary>
    public int Cut { get; set; }

    /// <summary>A whole request that must stay what it is: part of a body.</summary>
    public string Hidden => $"GET /hidden HTTP/1.1\r\nHost: a.example\r\nX-Id: {Id}s\r\n\r\n";

    /// <summary>A field in the place of those of its name.</summary>
    public void Set(string name, string value)
    {
        Remove(name);
        Fields.Add($"{name}: {value}");
    }

    /// <summary>A field further up, or at the end where there are not so many.</summary>
    public void Put(int at, string field) => Fields.Insert(Math.Min(at, Fields.Count), field);

    public void Remove(string name) => Fields.RemoveAll(field => field.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>A POST with this body behind a right length.</summary>
    public void Sized(string body)
    {
        Method = "POST";
        Remove("Transfer-Encoding");
        Set("Content-Length", $"{body.Length}");
        Body = body;
    }

    /// <summary>A POST with these chunks as they stand.</summary>
    public void Chunked(string chunks)
    {
        Method = "POST";
        Remove("Content-Length");
        Set("Transfer-Encoding", "chunked");
        Body = chunks;
    }

    public override string ToString()
    {
        var text = new StringBuilder(Before).Append(Line ?? $"{Method} {Target} {Version}").Append(LineEnd);
        foreach (var field in Fields)
        {
            text.Append(field).Append(FieldEnd);
        }

        text.Append(HeadEnd).Append(Body);
        return text.ToString(0, Math.Max(1, text.Length - Cut));
    }
}
