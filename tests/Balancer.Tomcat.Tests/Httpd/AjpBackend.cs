using System.Net;
using System.Text;
using Balancing.Ajp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.Tomcat.Tests.Httpd;

/// <summary>An application behind AJP endpoints of ours, one for packets of 8 KiB and one for 64 KiB.</summary>
internal sealed class AjpBackend : IAsyncDisposable
{
    public const string Secret = "between-us-two";

    private readonly WebApplication _application;

    private AjpBackend(WebApplication application) => _application = application;

    /// <summary>Port of small packets.</summary>
    public int Small { get; private set; }

    /// <summary>Port of big packets.</summary>
    public int Big { get; private set; }

    /// <summary>Released by a request to /go, waited for by others.</summary>
    public SemaphoreSlim Go { get; } = new(0);

    /// <summary>Requests of which the client has gone.</summary>
    public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<AjpBackend> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            options.Listen(IPAddress.Loopback, 0, listen => listen.UseAjp(ajp =>
            {
                ajp.Secret = Secret;
                ajp.AllowedAttributes.Add("TEN*");
            }));
            options.Listen(IPAddress.Loopback, 0, listen => listen.UseAjp(ajp => (ajp.Secret, ajp.PacketSize) = (Secret, 65_536)));
        });
        var backend = new AjpBackend(builder.Build());
        backend._application.Run(backend.ServeAsync);
        await backend._application.StartAsync();
        var addresses = backend._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (backend.Small, backend.Big) = (new Uri(addresses[0]).Port, new Uri(addresses[1]).Port);
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var answer = context.Response;
        switch (context.Request.Path.Value!.TrimStart('/').Split('/')[^1])
        {
            case "echo":
                answer.Headers["X-Method"] = context.Request.Method;
                await context.Request.Body.CopyToAsync(answer.Body);
                break;
            case "ignore":
                await answer.WriteAsync("early");
                break;
            case "header":
                answer.Headers["X-Back"] = context.Request.Headers["X-There"];
                answer.Headers["X-Count"] = context.Request.Headers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "facts":
                await answer.WriteAsync(Facts(context));
                break;
            case "status":
                answer.StatusCode = int.Parse(context.Request.QueryString.Value![1..], System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "parts":
                await answer.WriteAsync("one");
                await Go.WaitAsync();
                await answer.WriteAsync("two");
                break;
            case "fails":
                throw new InvalidOperationException("as told");
            case "breaks":
                await answer.WriteAsync("part");
                throw new InvalidOperationException("as told");
            case "endless":
                await EndlessAsync(context);
                break;
            default:
                answer.ContentLength = 5;
                await answer.WriteAsync("hello");
                break;
        }
    }

    private async Task EndlessAsync(HttpContext context)
    {
        var bytes = new byte[65_536];
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(bytes);
        }

        Aborted.TrySetResult();
    }

    private static string Facts(HttpContext context)
    {
        var ajp = context.Features.Get<IAjpFeature>()!;
        return string.Join('\n',
            $"scheme {context.Request.Scheme}",
            $"host {context.Request.Host}",
            $"client {context.Connection.RemoteIpAddress} {context.Connection.RemotePort}",
            $"front {context.Connection.LocalIpAddress} {context.Connection.LocalPort}",
            $"target {context.Request.Path.Value} {context.Request.QueryString.Value}",
            $"route {ajp.Route}",
            $"tls {ajp.SslProtocol} {ajp.SslCipher is not null} {ajp.SslKeySize}",
            $"certificate {context.Connection.ClientCertificate?.Subject}",
            $"tenant {ajp.GetAttribute("TENANT")}");
    }
}
