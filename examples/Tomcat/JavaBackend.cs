using System.Net;
using Balancing.Ajp;

namespace Examples;

/// <summary>
/// What stands in for a Tomcat, so that the example runs anywhere: an ordinary ASP.NET Core application that listens with AJP. It keeps
/// sessions as Tomcat does: the name of the engine (jvmRoute) is the end of their ids.
/// </summary>
internal sealed class JavaBackend(string route, WebApplication app) : IAsyncDisposable
{
    private const string Cookie = "JSESSIONID";

    public string Route => route;

    /// <summary>Its address as a member.</summary>
    public string Url => app.Urls.Single().Replace("http://", "ajp://", StringComparison.Ordinal);

    public static async Task<JavaBackend> StartAsync(string route, string secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // <snippet:server>
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseAjp(ajp => ajp.Secret = secret)));
        // </snippet:server>
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, route));
        await app.StartAsync();
        return new JavaBackend(route, app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, string route)
    {
        var session = context.Request.Cookies[Cookie];
        if (session?.EndsWith("." + route, StringComparison.Ordinal) != true)
        {
            session = $"{Guid.NewGuid():N}.{route}";
            context.Response.Cookies.Append(Cookie, session, new CookieOptions { HttpOnly = true, Path = "/" });
        }

        var asked = context.Features.Get<IAjpFeature>();
        await context.Response.WriteAsync(
            $"{route}: {context.Request.Method} {context.Request.Path}{context.Request.QueryString} of {asked?.ServerName}:{asked?.ServerPort} from {context.Connection.RemoteIpAddress}\n");
    }
}
