using System.Globalization;
using System.Net;

namespace Examples;

/// <summary>
/// The program that is restarted: a process of its own that says which generation it is, and takes its time for <c>/slow</c>. It ends when
/// its standard input does, so that none outlives the example.
/// </summary>
internal static class RollingServer
{
    private const int SlowPieces = 10;

    public static async Task<int> RunAsync(string port, string generation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, generation));
        await app.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, string generation)
    {
        if (context.Request.Path == "/slow")
        {
            for (var piece = 0; piece < SlowPieces; piece++)
            {
                await context.Response.WriteAsync(".", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(30), context.RequestAborted);
            }
        }

        await context.Response.WriteAsync($"generation {generation}\n", context.RequestAborted);
    }
}
