using System.Net;
using Examples;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>The example, over its own backends and over a real Tomcat.</summary>
[Collection(TomcatCollection.Name)]
public class ExampleTests(TomcatFixture tomcat)
{
    [Fact]
    public async Task It_serves_with_backends_of_its_own_and_keeps_sessions()
    {
        await using var example = await Running.StartAsync();
        var first = await example.Client.GetStringAsync(new Uri("serv/shop?item=7", UriKind.Relative));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(first, await example.Client.GetStringAsync(new Uri("serv/shop?item=7", UriKind.Relative)));
        }

        Assert.Matches("^tc[12]: GET /shop\\?item=7 of 127.0.0.1:[0-9]+ from 127.0.0.1\n$", first);
    }

    [Fact]
    public async Task It_serves_with_Tomcats()
    {
        await using var example = await Running.StartAsync(TomcatFixture.Secret, tomcat.Usual, tomcat.Second);

        Assert.StartsWith("method GET\nuri /app/echo.jsp\n", await example.Client.GetStringAsync(new Uri("serv/app/echo.jsp", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3cret")]
    [InlineData("s3cret", "http://tc1:8080")]
    public async Task It_says_how_it_is_used(params string[] args)
    {
        await using var output = new StringWriter();

        Assert.Equal(1, await TomcatExample.RunAsync(args, output));
        Assert.Contains("server.xml", output.ToString(), StringComparison.Ordinal);
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task<int> _run;

        private Running(string[] args, Said output) => _run = TomcatExample.RunAsync([.. args, "--urls", "http://127.0.0.1:0"], output, _stop.Token);

        public HttpClient Client { get; private set; } = null!; // set when it listens

        public static async Task<Running> StartAsync(params string[] args)
        {
            await using var output = new Said();
            var running = new Running(args, output);
            if (await Task.WhenAny(output.Url, running._run) == running._run)
            {
                throw new InvalidOperationException(output.ToString());
            }

            var url = await output.Url;
            running.Client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = new Uri(url) };
            return running;
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _stop.CancelAsync();
            await _run;
            _stop.Dispose();
        }
    }

    /// <summary>Hears where the example listens.</summary>
    private sealed class Said : StringWriter
    {
        private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Url => _url.Task;

        public override Task WriteLineAsync(string? value)
        {
            if (value?.StartsWith("Listening on ", StringComparison.Ordinal) == true)
            {
                _url.TrySetResult(value["Listening on ".Length..value.IndexOf(". Ctrl", StringComparison.Ordinal)] + "/");
            }

            return base.WriteLineAsync(value);
        }
    }
}
