namespace Balancing.Ajp.Tests.Fuzz;

/// <summary>A corpus is worth something only when, unchanged, it goes all the way.</summary>
public class CorpusTests
{
    [Fact]
    public void The_requests_of_the_corpus_are_good()
    {
        var good = Corpus.Of("front").Count(stream => stream.Any(packet => ForwardRequestReader.Check(packet.AsSpan(4)) == AjpFault.None));
        Assert.InRange(good, 14, int.MaxValue);
    }

    [Fact]
    public async Task Most_answers_of_the_corpus_are_read_to_their_end()
    {
        var whole = 0;
        foreach (var stream in Corpus.Of("container").Where(stream => stream[0][4] != (byte)PacketType.CPong))
        {
            using var link = new AjpLink(new ScriptWire(stream.SelectMany(packet => packet).ToArray(), new Random(1)), null, 8192);
            using var exchange = new AjpExchange();
            var body = new Body(5000);
            try
            {
                await exchange.RunAsync(link, new AjpRequest { Method = "POST", BodyLength = AjpRequest.Unknown }, body, body);
                await exchange.CopyToAsync(Stream.Null);
                whole++;
            }
            catch (Exception e) when (e is AjpException or HttpIOException)
            {
                // Some of the corpus is wrong on purpose.
            }
        }

        Assert.InRange(whole, 12, int.MaxValue);
    }
}
