using static Balancing.Ajp.Tests.Client.Container;

namespace Balancing.Ajp.Tests.Client;

/// <summary>Containers that lie about lengths (R52). Whatever they say is refused, and the connection is not used again (R39).</summary>
public class HostileContainerTests
{
    // A header says 8192 or more bytes of payload where 8188 are the most: httpd checked against the packet, not the payload.
    [Theory(Timeout = 10_000)]
    [InlineData("41421ffd")]
    [InlineData("41422000")]
    [InlineData("4142ffff")]
    [InlineData("41428000")]
    public async Task Cve_2026_28780_a_packet_longer_than_the_agreed_size_is_refused_before_its_body_is_awaited(string start) =>
        await RefusedAsync(Convert.FromHexString(start));

    // The last byte of a text is a zero byte, and it is within the packet.
    [Theory(Timeout = 10_000)]
    [InlineData("414200080400c80002303030", "the zero byte is another byte")]
    [InlineData("414200070400c800023030", "the packet ends where it should be")]
    [InlineData("414200050400c80002", "the text is not there at all")]
    [InlineData("414200040400c800", "half of its length")]
    [InlineData("414200080400c8fffe303000", "a length beyond the packet")]
    [InlineData("414200090400c80000000001a0", "half of a name")]
    [InlineData("4142000a0400c80000000001a001", "a name without value")]
    [InlineData("4142000f0400c80000000001a0010002303030", "a value without its zero byte")]
    [InlineData("414200080400c80000000001", "fewer header fields than announced")]
    [InlineData("414200080400c8000000ffff", "far fewer")]
    [InlineData("4142000e0400c80000000001a00c00013000", "a name by a code that is none")]
    [InlineData("414200090400c8000000000000", "more than it says")]
    public async Task Cve_2026_33857_and_34032_and_34059_a_head_that_ends_too_early_is_refused(string packet, string why)
    {
        Assert.NotEmpty(why);
        await RefusedAsync(Convert.FromHexString(packet));
    }

    [Theory(Timeout = 10_000)]
    [InlineData("4142000403000261", "longer than the packet")]
    [InlineData("414200050300ff6100", "much longer")]
    [InlineData("4142000503ffff6100", "by all there is")]
    [InlineData("41420005030001617a", "no zero byte behind it")]
    [InlineData("4142000403000161", "no room for the zero byte")]
    [InlineData("414200060300016100ff", "bytes behind it")]
    [InlineData("41420002031f", "half of its length")]
    [InlineData("4142000103", "no length")]
    public async Task Cve_2006_7197_and_2026_34059_a_chunk_that_does_not_fill_its_packet_is_refused(string packet, string why)
    {
        Assert.NotEmpty(why);
        using var scene = new Scene();
        await scene.AnsweredAsync(Head());
        await scene.Container.HearRequestAsync();
        await scene.Container.SayAsync(Convert.FromHexString(packet));
        scene.Container.Dispose();

        await Assert.ThrowsAnyAsync<IOException>(() => scene.ReadAsync());

        Assert.False(scene.Exchange.WasReusable);
    }

    [Fact(Timeout = 10_000)]
    public async Task Cve_2012_3502_and_D42_what_is_left_of_an_answer_that_failed_is_never_the_next_one()
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(200, ("Content-Length", "5")), Chunk("ab"), End(), Head(), Chunk("mine?"), End());

        await Assert.ThrowsAnyAsync<IOException>(() => scene.ReadAsync());

        Assert.Equal("/", (await scene.Container.HearRequestAsync()).Path);
        await scene.ClosedAsync();
    }

    // Ghostcat: what a container does with a request is the front's to say, never the client's.
    [Fact(Timeout = 10_000)]
    public async Task Cve_2020_1938_and_2020_1745_a_clients_lines_never_become_attributes()
    {
        using var scene = new Scene();
        scene.Request.Headers =
        [
            new("javax.servlet.include.request_uri", "/"), new("javax.servlet.include.path_info", "/WEB-INF/web.xml"), new("secret", "guess"),
            new("AJP_REMOTE_PORT", "1"), new("remote_user", "admin"),
        ];
        await scene.AnsweredAsync(Head(), End());

        var heard = await scene.Container.HearRequestAsync();

        Assert.DoesNotContain(heard.Attributes, a => a.Name is not ("AJP_REMOTE_PORT" or "AJP_LOCAL_ADDR"));
        Assert.DoesNotContain(heard.Attributes, a => a.Value == "1");
    }

    private static async Task RefusedAsync(byte[] answer)
    {
        using var scene = new Scene();
        await scene.Container.SayAsync(answer);

        var failure = await Assert.ThrowsAsync<AjpException>(() => scene.RunAsync());

        Assert.Equal(AjpTrouble.Broken, failure.Trouble);
        Assert.Equal("/", (await scene.Container.HearRequestAsync()).Path);
        await scene.ClosedAsync();
    }
}
