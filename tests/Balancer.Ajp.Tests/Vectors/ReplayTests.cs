using System.Text;
using Balancing.Ajp.Tests.Client;

namespace Balancing.Ajp.Tests.Vectors;

/// <summary>
/// Our client in the place of mod_proxy_ajp, before the recorded Tomcat: the same HTTP request becomes the same bytes, and the same bytes
/// become the same answer. Where we differ on purpose, the lists here say so and why.
/// </summary>
public class ReplayTests
{
    // Fields of the client's connection, which mod_proxy_ajp passes on; and the expectation, which is answered before there is AJP.
    private static readonly string[] LeftOut =
        ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings", "expect"];

    // What httpd says of itself, or computes anew; and what belongs to its connection with the client.
    private static readonly string[] NotTomcats = ["date", "server", "connection", "keep-alive", "transfer-encoding", "content-length", "vary", "via"];

    private static readonly Dictionary<byte, string> Methods = Enumerable.Range(1, 27).ToDictionary(code => (byte)code, code => AjpCodes.MethodOf(code)!);

    public static TheoryData<string> Names => Recording.Names();

    [Fact]
    public void There_are_recordings() => Assert.True(Names.Count >= 8);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_same_request_becomes_the_same_bytes_and_the_same_bytes_the_same_answer(string name)
    {
        using var container = new Container(65536);
        var exchange = new AjpExchange();
        foreach (var turn in Recording.Of(name).Turns())
        {
            await PingAsync(container, turn);
            using var clock = new StillClock();
            var request = RequestOf(turn);
            var run = exchange.RunAsync(container.Link, request, BodyOf(turn), clock).AsTask();
            var bodiless = request.BodyLength == 0 && turn.Request.Lines.All(line => line.Name != "content-length");
            Assert.Equal(Convert.ToHexString(turn.Request.Without(line => LeftOut.Contains(line.ToLowerInvariant()), bodiless)), await HexAsync(container));
            var read = ReadAsync(run, exchange);
            await AnswerAsync(container, turn);
            Check(turn, exchange, await read);
            Assert.Equal(turn.Answers[^1][5] != 0, exchange.WasReusable);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_recorded_answer_split_anywhere_is_the_same_answer(string name)
    {
        var turn = Recording.Of(name).Turns().First();
        var stream = turn.Answers.SelectMany(packet => packet).ToArray();
        for (var split = 1; split < stream.Length; split += 1 + (stream.Length / 300))
        {
            using var container = new Container(65536);
            using var clock = new StillClock();
            var exchange = new AjpExchange();
            await container.SayAsync(stream[..split]);
            var read = ReadAsync(exchange.RunAsync(container.Link, RequestOf(turn), BodyOf(turn), clock).AsTask(), exchange);
            await container.HearAsync();
            await container.SayAsync(stream[split..]);
            Check(turn, exchange, await read);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recorded_packet_is_valid(string name)
    {
        foreach (var turn in Recording.Of(name).Turns())
        {
            Assert.Equal(AjpFault.None, ForwardRequestReader.Check(turn.Request.Without(_ => false, announcesNothing: false).AsSpan(4)));
            Assert.All(turn.Data, packet => Assert.Equal(AjpFault.None, FrontPackets.ReadData(packet.AsSpan(4), out _)));
        }
    }

    private static async Task PingAsync(Container container, Turn turn)
    {
        if (turn.Pings)
        {
            var ping = container.Link.PingAsync(default).AsTask();
            Assert.Equal(Convert.ToHexString(FrontPackets.CPing), await HexAsync(container));
            await container.SayAsync(ContainerPackets.CPong.ToArray());
            Assert.True(await ping);
        }
    }

    // What Tomcat said, each thing when it said it: an answer to its question is awaited.
    private static async Task AnswerAsync(Container container, Turn turn)
    {
        var data = new Queue<byte[]>(turn.Data);
        var asked = turn.Answers.Count(packet => packet[4] == (byte)PacketType.GetBodyChunk);
        if (data.Count > asked)
        {
            Assert.Equal(Convert.ToHexString(data.Dequeue()), await HexAsync(container));
        }

        foreach (var packet in turn.Answers)
        {
            await container.SayAsync(packet);
            if (packet[4] == (byte)PacketType.GetBodyChunk)
            {
                Assert.Equal(Convert.ToHexString(data.Dequeue()), await HexAsync(container));
            }
        }
    }

    private static async Task<byte[]> ReadAsync(Task run, AjpExchange exchange)
    {
        await run;
        using var body = new MemoryStream();
        await exchange.CopyToAsync(body);
        return body.ToArray();
    }

    private static void Check(Turn turn, AjpExchange exchange, byte[] body)
    {
        var first = turn.HttpResponse.First.Split(' ', 3);
        Assert.Equal(first[1], $"{exchange.Head.Status}");
        Assert.NotEqual(first[1], exchange.Head.Reason); // Tomcat's number in place of a reason
        Assert.Equal(Tomcats(turn.HttpResponse.Lines), Tomcats(exchange.Head.Lines.Select(line => (line.Key, line.Value))));
        Assert.Equal(Convert.ToHexString(turn.HttpResponse.Body), Convert.ToHexString(body));
    }

    // The values of each field, in their order; httpd puts some of the fields first.
    private static List<string> Tomcats(IEnumerable<(string Name, string Value)> lines) =>
        [.. lines.Where(line => !NotTomcats.Contains(line.Name.ToLowerInvariant())).Select(line => $"{line.Name}: {line.Value}").OrderBy(line => line.Split(':')[0], StringComparer.Ordinal)];

    private static async Task<string> HexAsync(Container container) => Convert.ToHexString(await container.HearAsync() ?? []);

    private static ScriptedBody? BodyOf(Turn turn)
    {
        if (turn.HttpRequest.Body.Length == 0 && !turn.HttpRequest.IsChunked)
        {
            return null;
        }

        var body = new ScriptedBody();
        var all = "";
        foreach (var packet in turn.Data)
        {
            FrontPackets.ReadData(packet.AsSpan(4), out var data);
            if (!data.IsEmpty)
            {
                var piece = Encoding.Latin1.GetString(data);
                body.Put(piece);
                all += piece;
            }
        }

        Assert.Equal(Encoding.Latin1.GetString(turn.HttpRequest.Body), all);
        body.End();
        return body;
    }

    private static AjpRequest RequestOf(Turn turn)
    {
        var seen = turn.Request;
        var request = new AjpRequest
        {
            Method = Methods.GetValueOrDefault(seen.Method) ?? seen.Coded[13],
            Protocol = seen.Protocol,
            Path = seen.Path,
            Query = Query(turn.HttpRequest.First.Split(' ')[1]),
            RemoteAddress = seen.RemoteAddress,
            RemoteHost = seen.RemoteHost,
            ServerName = seen.ServerName,
            ServerPort = seen.ServerPort,
            IsSecure = seen.IsSecure,
            Headers = LinesOf(turn),
            BodyLength = turn.HttpRequest.IsChunked ? AjpRequest.Unknown : turn.HttpRequest.Body.Length,
            Secret = seen.Coded.GetValueOrDefault((byte)12),
            RemoteUser = seen.Coded.GetValueOrDefault((byte)3),
            AuthType = seen.Coded.GetValueOrDefault((byte)4),
            Route = seen.Coded.GetValueOrDefault((byte)6),
            SslCertificate = seen.Coded.GetValueOrDefault((byte)7),
            SslCipher = seen.Coded.GetValueOrDefault((byte)8),
            SslSession = seen.Coded.GetValueOrDefault((byte)9),
            SslKeySize = seen.KeySize,
            Attributes = seen.Named,
        };
        Assert.Equal(turn.HttpRequest.First.Split(' ')[0], request.Method);
        return request;
    }

    private static string? Query(string target) => target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? target[(at + 1)..] : null;

    // The client's lines as it said them, and those the front was configured to add.
    private static List<KeyValuePair<string, string>> LinesOf(Turn turn)
    {
        var lines = turn.HttpRequest.Lines.Select(line => new KeyValuePair<string, string>(line.Name, line.Value)).ToList();
        lines.AddRange(turn.Request.Lines
            .Where(line => lines.All(known => !known.Key.Equals(line.Name, StringComparison.OrdinalIgnoreCase)))
            .Select(line => new KeyValuePair<string, string>(line.Name, line.Value)).ToList());
        return lines;
    }
}
