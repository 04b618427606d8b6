using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Pooling;

/// <summary>When a member's name is looked up, and how long what was found is used.</summary>
public class AddressTests
{
    private const string Closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private readonly List<string> _asked = [];
    private IPAddress[] _addresses = [IPAddress.Loopback];

    [Fact(Timeout = Limits.Test)]
    public async Task A_name_is_looked_up_once_for_all_connections()
    {
        using var backend = ScriptedBackend.Saying(Closing);
        await using var pooled = await OverAsync(backend.Port);

        await pooled.AskAsync();
        await pooled.AskAsync();

        Assert.Equal(2, backend.Connections);
        Assert.Equal(["member.test"], _asked);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task After_addressttl_the_connection_is_closed_and_the_name_looked_up_again()
    {
        using var old = ScriptedBackend.Named("old");
        using var next = ScriptedBackend.PlayAt(new IPEndPoint(IPAddress.Parse("127.0.0.2"), old.Port), (c, b) => AnswerAsync(c, b, "next"));
        await using var pooled = await OverAsync(old.Port, m => m.Pool(p => p.AddressTtl(Limits.Sec(30))));
        Assert.Equal("old", (await pooled.Front.GetAsync()).Body);
        _addresses = [IPAddress.Parse("127.0.0.2")];
        Assert.Equal("old", (await pooled.Front.GetAsync()).Body);

        pooled.Clock.Advance(Limits.Sec(30));
        await Limits.UntilAsync(() => old.Open == 0);

        Assert.Equal("next", (await pooled.Front.GetAsync()).Body);
        Assert.Equal(2, _asked.Count);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_member_that_moved_is_looked_up_again_when_nobody_answers_at_its_old_address()
    {
        using var old = ScriptedBackend.Saying(Closing);
        using var next = ScriptedBackend.PlayAt(new IPEndPoint(IPAddress.Parse("127.0.0.2"), old.Port), (c, b) => AnswerAsync(c, b, "next"));
        await using var pooled = await OverAsync(old.Port);
        await pooled.AskAsync();
        old.Kill();
        _addresses = [IPAddress.Parse("127.0.0.2")];

        Assert.Equal("next", (await pooled.Front.GetAsync()).Body);
        Assert.Equal(MemberStatus.None, pooled.Balancer.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Addresses_are_tried_in_order()
    {
        using var backend = ScriptedBackend.PlayAt(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0), (c, b) => AnswerAsync(c, b, "third"));
        _addresses = [IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];
        await using var pooled = await OverAsync(backend.Port);

        Assert.Equal("third", (await pooled.Front.GetAsync()).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Connectiontimeout_covers_the_lookup()
    {
        var asked = new TaskCompletionSource();
        await using var pooled = await Pooled.OverAsync("http://member.test", m => m.ConnectionTimeout(Limits.Sec(3)), o => o.Resolve = async (_, cancel) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return [];
        });
        var answer = pooled.Front.GetAsync();
        await asked.Task;

        pooled.Clock.Advance(Limits.Sec(3));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await answer).Status);
        Assert.Equal(1, pooled.Now.ConnectFailures);
    }

    private static async Task AnswerAsync(Conversation c, ScriptedBackend b, string text)
    {
        while (await b.HearHeadAsync(c) is { Length: > 0 })
        {
            await c.SayAsync(ScriptedBackend.Ok(text));
        }
    }

    private Task<Pooled> OverAsync(int port, Action<MemberBuilder>? member = null) =>
        Pooled.OverAsync($"http://member.test:{port}", member ?? (_ => { }), o => o.Resolve = (name, _) =>
        {
            _asked.Add(name);
            return Task.FromResult(_addresses);
        });
}
