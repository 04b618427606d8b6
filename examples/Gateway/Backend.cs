using System.Net;

namespace Examples;

/// <summary>A small server on a free port that says who it is, what it was asked for and how much it got; <c>?size=N</c> makes it say more.</summary>
public sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(string name, WebApplication app)
    {
        Name = name;
        _app = app;
    }

    public string Name { get; }

    public string Url => _app.Urls.First() + "/";

    public static async Task<Backend> StartAsync(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, name));
        await app.StartAsync();
        return new Backend(name, app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, string name)
    {
        var request = context.Request;
        var got = 0L;
        var buffer = new byte[8192];
        while (await request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            got += read;
        }

        var text = $"{name} answers {request.Method} {request.Path}{request.QueryString} ({got} bytes received)\n";
        context.Response.Headers["X-Member"] = name;
        await context.Response.WriteAsync(text, context.RequestAborted);
        if (int.TryParse(request.Query["size"], out var size))
        {
            await context.Response.WriteAsync(new string('.', Math.Clamp(size, 0, 1_000_000)) + "\n", context.RequestAborted);
        }
    }
}
