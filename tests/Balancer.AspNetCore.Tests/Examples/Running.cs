using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Examples;

namespace Balancing.AspNetCore.Tests.Examples;

/// <summary>The Gateway example with an httpd.conf, in this process.</summary>
internal sealed class Running : IAsyncDisposable
{
    private const string Ready = "listening on http://127.0.0.1:";

    private readonly CancellationTokenSource _stop = new();
    private readonly Output _output = new();
    private readonly Task<int> _run;
    private readonly string _file;

    private Running(string conf, string[] more)
    {
        _file = Path.GetTempFileName();
        File.WriteAllText(_file, conf);
        _run = GatewayExample.RunAsync(["--conf", _file, "--urls", "http://127.0.0.1:0", .. more], _output, _stop.Token);
    }

    public int Port { get; private set; }

    public string Text => _output.ToString();

    /// <summary>Starts it, and waits until it says that it listens.</summary>
    public static async Task<Running> StartAsync(string conf, params string[] more)
    {
        var running = new Running(conf, more);
        await Task.WhenAny(running._run, running._output.Ready);
        var line = Assert.Single(running.Text.Split('\n'), line => line.StartsWith(Ready, StringComparison.Ordinal));
        running.Port = int.Parse(line.AsSpan(Ready.Length).TrimEnd(), System.Globalization.CultureInfo.InvariantCulture);
        return running;
    }

    /// <summary>Runs it to its end, which comes at once when it should have served nothing and does.</summary>
    public static async Task<(int Code, string Text)> RunAsync(string conf, params string[] more)
    {
        await using var running = new Running(conf, more);
        await Task.WhenAny(running._run, running._output.Ready);
        return (await running.StopAsync(), running.Text);
    }

    /// <summary>Asks it for a path at a host; the answer is the status and the decision.</summary>
    public async Task<(int Status, string Decision)> AskAsync(string path, string host = "www.example.com", string headers = "")
    {
        using var client = await Conversation.OpenAsync(Port);
        await client.SayAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
        var lines = (await client.HearAllAsync()).Split("\r\n");
        var decision = lines.FirstOrDefault(line => line.StartsWith("X-Decision: ", StringComparison.Ordinal))?["X-Decision: ".Length..];
        return (int.Parse(lines[0].AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), decision ?? "");
    }

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _output.DisposeAsync();
        File.Delete(_file);
    }

    /// <summary>Text that says when a line was the one that everybody waits for.</summary>
    private sealed class Output : StringWriter
    {
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Output()
            : base(new StringBuilder(), System.Globalization.CultureInfo.InvariantCulture)
        {
        }

        public Task Ready => _ready.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.StartsWith(Running.Ready, StringComparison.Ordinal) == true)
            {
                _ready.SetResult();
            }
        }
    }
}
