using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore.Tests.Manager;

/// <summary>A real Kestrel with a manager over one balancer, whose clients come from where and as whom the test wants.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly Front _front;

    private Gateway(Front front, Balancer foo) => (_front, Foo) = (front, foo);

    public Balancer Foo { get; }

    public Front Front => _front;

    public string User { get; set; } = "";

    public string Client { get; set; } = "10.0.0.9";

    public Dictionary<string, string> Fields { get; } = [];

    public static Task<Gateway> StartAsync(Action<BalancerManagerConventionBuilder> door, Action<IServiceCollection>? services = null, string pattern = "/balancer-manager", string pathBase = "") =>
        StartAsync((app, foo) =>
        {
            door(app.MapBalancerManager(pattern, [foo]));
        }, services, pathBase);

    public static async Task<Gateway> StartAsync(Action<WebApplication, Balancer> map, Action<IServiceCollection>? services = null, string pathBase = "")
    {
        var foo = Balancer.Create("foo").Member("http://10.0.0.1").Member("http://10.0.0.2").Growth(1).Build();
        var front = await Front.StartAsync(
            app =>
            {
                app.Use((context, next) =>
                {
                    context.Connection.RemoteIpAddress = context.Request.Headers["X-Client"].ToString() is { Length: > 0 } client ? IPAddress.Parse(client) : null;
                    return next(context);
                });
                app.UsePathBase(pathBase);
                app.UseRouting(); // sites are asked there, and must see the address
                if (app.Services.GetService<IAuthorizationPolicyProvider>() is not null)
                {
                    app.UseAuthentication();
                    app.UseAuthorization();
                }

                map(app, foo);
            }, services);
        return new Gateway(front, foo);
    }

    /// <summary>Users who are what they say in <c>X-User</c>, and the policies <c>ops</c> (eve and adam), <c>edit</c> (eve) and <c>add</c> (eve).</summary>
    public static void Policies(IServiceCollection services)
    {
        services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, Trusting>("test", null);
        services.AddAuthorizationBuilder()
            .AddPolicy("ops", p => p.RequireAuthenticatedUser().RequireAssertion(c => c.User.Identity?.Name is "eve" or "adam"))
            .AddPolicy("edit", p => p.RequireUserName("eve"))
            .AddPolicy("add", p => p.RequireUserName("eve"));
    }

    public async Task<(int Status, string Body, HttpResponseMessage Answer)> AskAsync(HttpMethod method, string path, HttpContent? content = null, string token = "")
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Client", Client);
        request.Headers.Add("X-User", User);
        request.Headers.Add("X-Balancer-Nonce", token);
        foreach (var (name, value) in Fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await _front.Client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    public async Task<int> GetAsync(string path = "/balancer-manager") => (await AskAsync(HttpMethod.Get, path)).Status;

    public async Task<int> PostAsync(string form, string path = "/balancer-manager") => await SendAsync($"nonce={await TokenAsync(path)}&{form}", path);

    /// <summary>Sends a form as it is.</summary>
    public async Task<int> SendAsync(string form, string path = "/balancer-manager")
    {
        using var content = new StringContent(form, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        return (await AskAsync(HttpMethod.Post, path, content)).Status;
    }

    public async Task<int> PostJsonAsync(string json, string path)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return (await AskAsync(HttpMethod.Post, $"/balancer-manager{path}", content, await TokenAsync("/balancer-manager"))).Status;
    }

    /// <summary>The token, or nothing for those who may not come.</summary>
    public async Task<string> TokenAsync(string path)
    {
        var (status, body, answer) = await AskAsync(HttpMethod.Get, $"{path}/api/v1");
        using (answer)
        {
            return status == 200 ? JsonNode.Parse(body)!["token"]!.GetValue<string>() : "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        Foo.Dispose();
    }

    [SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The host makes it.")]
    private sealed class Trusting(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(Request.Headers["X-User"].ToString() is { Length: > 0 } name
                ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test")), "test"))
                : AuthenticateResult.NoResult());
    }
}
