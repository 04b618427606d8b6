using System.Text;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>When a part of an answer reaches the client: at Tomcat's flush marks always, else as flushpackets says.</summary>
[Collection(TomcatCollection.Name)]
public class FlushTests(TomcatFixture tomcat)
{
    private static int _keys;

    [Theory]
    [InlineData(Flush.Off)]
    [InlineData(Flush.On)]
    [InlineData(Flush.Auto)]
    public async Task What_the_application_flushes_is_here_before_it_goes_on(Flush flush)
    {
        await using var front = await Front.OverAsync(m => m.FlushPackets(flush, TimeSpan.FromSeconds(1)), tomcat.Usual);

        await Assert_one_comes_before_two(front, "&flush=1", padding: 0);
    }

    [Theory]
    [InlineData(Flush.On, 1.0)]
    [InlineData(Flush.Auto, 0.01)]
    public async Task Without_marks_a_packet_is_passed_on_at_once_or_after_a_pause(Flush flush, double wait)
    {
        await using var front = await Front.OverAsync(m => m.FlushPackets(flush, TimeSpan.FromSeconds(wait)), tomcat.Open);

        await Assert_one_comes_before_two(front, "&flush=1", padding: 0); // its connector sends no marks
    }

    [Fact]
    public async Task Without_marks_and_with_flushpackets_off_an_answer_comes_as_a_whole()
    {
        await using var front = await Front.OverAsync(null, tomcat.Open);
        var key = Key();
        var answer = front.GetAsync($"/app/flow.jsp?key={key}&flush=1");
        await front.GetAsync($"/app/gate.jsp?key={key}&do=arrived");

        Assert.False(answer.IsCompleted);
        await front.GetAsync($"/app/gate.jsp?key={key}&do=open");
        Assert.Equal("onetwo", (await answer).Body);
    }

    [Fact]
    public async Task Much_without_a_mark_is_not_held_back()
    {
        await using var front = await Front.OverAsync(null, tomcat.Open);

        await Assert_one_comes_before_two(front, "&push=200000", padding: 150_000);
    }

    private static async Task Assert_one_comes_before_two(Front front, string how, int padding)
    {
        var key = Key();
        using var answer = await front.Client.GetAsync(new Uri($"/app/flow.jsp?key={key}{how}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var body = await answer.Content.ReadAsStreamAsync();
        var one = new byte[3 + padding];
        await body.ReadExactlyAsync(one);
        Assert.Equal("one", Encoding.ASCII.GetString(one, 0, 3));

        await front.GetAsync($"/app/gate.jsp?key={key}&do=open");
        var rest = await new StreamReader(body, Encoding.Latin1).ReadToEndAsync();
        Assert.EndsWith("two", rest, StringComparison.Ordinal);
    }

    private static string Key() => $"flush{Interlocked.Increment(ref _keys)}";
}
