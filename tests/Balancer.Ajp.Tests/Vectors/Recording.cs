using System.Text.Json;

namespace Balancing.Ajp.Tests.Vectors;

/// <summary>An exchange recorded between Apache httpd and Tomcat: both streams of AJP, and what the HTTP client sent and received.</summary>
internal sealed record Recording(string Name, byte[] FromFront, byte[] FromContainer, byte[] HttpRequest, byte[] HttpResponse)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Vectors");

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    public static Recording Of(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        byte[] Bytes(string field) => Convert.FromHexString(json.RootElement.GetProperty(field).GetString()!);
        return new Recording(
            name, Bytes("client_to_server_hex"), Bytes("server_to_client_hex"), Exchanges(json.RootElement, "request"), Exchanges(json.RootElement, "response"));
    }

    /// <summary>The packets of a stream, each with its head.</summary>
    public static List<byte[]> Packets(byte[] stream, Magic magic)
    {
        var packets = new List<byte[]>();
        for (var at = 0; at < stream.Length;)
        {
            Assert.Equal(Taken.Packet, AjpPackets.TryTake(stream.AsSpan(at), magic, 65536, out _, out var used));
            packets.Add(stream[at..(at + used)]);
            at += used;
        }

        return packets;
    }

    /// <summary>The single uses of the connection, in order.</summary>
    public IEnumerable<Turn> Turns()
    {
        var front = new Queue<byte[]>(Packets(FromFront, Magic.ToContainer));
        var container = new Queue<byte[]>(Packets(FromContainer, Magic.ToFront));
        var (requests, responses) = (new HttpText(HttpRequest), new HttpText(HttpResponse));
        while (front.Count > 0)
        {
            var pings = front.Peek().AsSpan().SequenceEqual(FrontPackets.CPing);
            if (pings)
            {
                front.Dequeue();
                Assert.True(container.Dequeue().AsSpan().SequenceEqual(ContainerPackets.CPong));
            }

            var request = new RecordedRequest(front.Dequeue());
            var answers = new List<byte[]>();
            do
            {
                answers.Add(container.Dequeue());
            }
            while (answers[^1][4] != (byte)PacketType.EndResponse);

            var asked = answers.Count(packet => packet[4] == (byte)PacketType.GetBodyChunk);
            var unasked = request.Lines.Any(line => line.Name == "content-length" && line.Value != "0") ? 1 : 0;
            var data = Enumerable.Range(0, asked + unasked).Select(_ => front.Dequeue()).ToList();
            var http = requests.Read(isHead: false);
            yield return new Turn(pings, request, data, answers, http, responses.Read(isHead: http.First.StartsWith("HEAD ", StringComparison.Ordinal)));
        }

        Assert.Empty(container);
    }

    private static byte[] Exchanges(JsonElement root, string side)
    {
        if (!root.TryGetProperty("http_exchanges", out var exchanges))
        {
            return Convert.FromHexString(root.GetProperty($"http_{side}_hex").GetString()!);
        }

        return [.. exchanges.EnumerateArray().SelectMany(one => Convert.FromHexString(one.GetProperty(side + "_hex").GetString()!))];
    }
}

/// <summary>One use of the recorded connection.</summary>
internal sealed record Turn(bool Pings, RecordedRequest Request, List<byte[]> Data, List<byte[]> Answers, HttpMessage HttpRequest, HttpMessage HttpResponse);
