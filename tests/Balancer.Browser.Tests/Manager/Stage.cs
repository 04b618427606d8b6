using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.Browser.Tests.Manager;

/// <summary>The gateway with its manager, over HTTP, and three members. Requests below <c>/app/held</c> stay open until they are let go.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private readonly List<WebApplication> _members = [];
    private readonly Channel<string> _arrived = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReverseProxy _site;
    private WebApplication? _gateway;

    private Stage(List<WebApplication> members, Func<BalancerBuilder, BalancerBuilder> more)
    {
        _members = members;
        Members = [.. members.Select(m => m.Urls.Single())];
        Foo = more(Balancer.Create("foo")
            .Member(Members[0], m => m.Route("a"))
            .Member(Members[1], m => m.Route("b"))
            .Member(Members[2], m => m.Route("c").HotStandby())
            .StickySession("JSESSIONID").Growth(2)).Build();
        _site = ReverseProxy.Create("www").Balancer(Foo).ProxyPass("/app", "balancer://foo").Build();
    }

    /// <summary>URLs of the members; the last is a hot standby.</summary>
    public IReadOnlyList<string> Members { get; }

    public Balancer Foo { get; }

    /// <summary>The manager.</summary>
    public string Manager => _gateway!.Urls.Single() + "/balancer-manager";

    public static async Task<Stage> StartAsync(Func<BalancerBuilder, BalancerBuilder>? more = null, TimeProvider? time = null)
    {
        var members = new List<WebApplication>();
        Stage? stage = null;
        for (var i = 0; i < 3; i++)
        {
            var member = Builder().Build();
            member.Map("/{**path}", context => stage!.AnswerAsync(context));
            await member.StartAsync();
            members.Add(member);
        }

        stage = new Stage(members, more ?? (b => b));
        var builder = Builder();
        builder.Services.AddProxyPass();
        builder.Services.AddBalancerManager(manager => manager.Time = time ?? TimeProvider.System);
        stage._gateway = builder.Build();
        stage._gateway.MapProxyPass(stage._site);
        stage._gateway.MapBalancerManager("/balancer-manager", [stage.Foo], [stage._site]).AllowFrom("127.0.0.1", "::1").AllowAddingMembers();
        await stage._gateway.StartAsync();
        return stage;
    }

    /// <summary>Sends requests, one after the other, until all are answered.</summary>
    public async Task SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var answer = await _client.GetAsync(new Uri($"{_gateway!.Urls.Single()}/app/x"));
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        }
    }

    /// <summary>Sends a request of a member's session that stays open; ends when it has arrived there.</summary>
    public async Task<Task> HoldAsync(string route)
    {
        var answer = GetAsync();
        await _arrived.Reader.ReadAsync();
        return answer;

        async Task GetAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{_gateway!.Urls.Single()}/app/held");
            request.Headers.Add("Cookie", $"JSESSIONID=s.{route}");
            using var response = await _client.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Lets all requests go that are held.</summary>
    public void Release() => _release.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        _client.Dispose();
        await _gateway!.DisposeAsync();
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        _site.Dispose();
        Foo.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/held", StringComparison.Ordinal))
        {
            _arrived.Writer.TryWrite(context.Request.Path);
            await _release.Task;
        }

        await context.Response.WriteAsync(new string('x', 2_000));
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder;
    }
}
