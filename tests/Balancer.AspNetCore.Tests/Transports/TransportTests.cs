using System.Net;
using System.Net.Sockets;
using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Transports;

public class TransportTests
{
    private static ReverseProxy Site(string member) => ReverseProxy.Create("www")
        .Balancer(Balancer.Create("foo").Member(member).Build())
        .ProxyPass("/apps", "balancer://foo/inner").Build();

    [Fact(Timeout = Limits.Test)]
    public async Task A_transport_from_di_serves_its_scheme()
    {
        await using var front = await Front.StartAsync(Site("ajp://tc1:8009"), services: s => s.AddSingleton<IMemberTransport, Echo>());

        Assert.Equal((HttpStatusCode.OK, "POST /inner/x?y tc1 body"), await front.PostAsync("body", "/apps/x?y"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_transport_from_the_options_serves_its_scheme()
    {
        await using var front = await Front.StartAsync(Site("ajp://tc1:8009"), services: s => s.AddProxyPass(o => o.Transports.Add(new Echo())));

        Assert.Equal("GET /inner/z tc1 ", (await front.GetAsync("/apps/z")).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R40_a_transport_that_took_of_the_body_cannot_call_it_a_failed_connection()
    {
        var lies = new Echo { Fails = true };
        using var other = ScriptedBackend.Named("other");
        var foo = Balancer.Create("foo").Member("ajp://tc1:8009").Member(other.Url).Build();
        var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
        await using var front = await Front.StartAsync(site, services: s => s.AddSingleton<IMemberTransport>(lies));

        Assert.Equal(HttpStatusCode.BadGateway, (await front.PostAsync("body")).Status);
        Assert.Empty(other.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_unix_socket_carries_requests()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(file));
        listener.Listen();
        try
        {
            await using var front = await Front.OverAsync($"unix:{file}|http://inside");
            var answer = front.GetAsync("/a");
            using var member = new Conversation(await listener.AcceptAsync());
            var head = await member.HearHeadAsync();
            await member.SayAsync(ScriptedBackend.Ok("by file"));

            Assert.Equal("by file", (await answer).Body);
            Assert.Contains("\r\nHost: inside\r\n", head, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Source_address_and_single_use_are_kept()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync(ScriptedBackend.Ok(c.Peer.ToString()));
            await c.HearAllAsync();
        });
        var foo = Balancer.Create("foo").Member(backend.Url, m => m.DisableReuse().KeepAlive().ReceiveBufferSize(65_536)).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").ProxySourceAddress("127.0.0.2").Build());

        Assert.Equal("127.0.0.2", (await front.GetAsync()).Body);
        Assert.Equal("127.0.0.2", (await front.GetAsync()).Body);
        Assert.Equal(2, backend.Connections);
        Assert.All(backend.Heads, head => Assert.Contains("Connection: close\r\n", head, StringComparison.Ordinal));
    }

    private sealed class Echo : IMemberTransport
    {
        public bool Fails { get; init; }

        public bool Speaks(string scheme) => scheme == "ajp";

        public async ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client)
        {
            var body = new byte[100];
            var read = request.Body is null ? 0 : await request.Body.ReadAsync(body, client);
            if (Fails)
            {
                return MemberAnswer.Failed(Outcome.ConnectFailed());
            }

            var text = $"{request.Facts.Method} {request.Target} {request.Member.Url.Host} {Encoding.ASCII.GetString(body, 0, read)}";
            return new MemberAnswer(200, [], new MemoryStream(Encoding.ASCII.GetBytes(text)));
        }
    }
}
