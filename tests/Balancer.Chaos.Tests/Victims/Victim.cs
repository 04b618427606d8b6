using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Balancing.Chaos.Tests.Victims;

/// <summary>A backend process on one port, through any number of lives.</summary>
/// <param name="arrived">Told the number of each request it has read.</param>
internal sealed class Victim(Action<int> arrived) : IDisposable
{
    private readonly int _port = FreePort();
    private Process? _process;
    private Task _journal = Task.CompletedTask;

    public string Url => $"http://127.0.0.1:{_port}";

    /// <summary>Starts it, and returns when it listens.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(Victim).Assembly.Location, "serve", _port.ToString(CultureInfo.InvariantCulture) },
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_QuickJitForLoops"] = "1" },
        };
        _process = Process.Start(start)!;
        var output = _process.StandardOutput;
        Assert.Equal("ready", await output.ReadLineAsync());
        _journal = Task.Run(async () =>
        {
            while (await output.ReadLineAsync() is { } line)
            {
                arrived(int.Parse(line, CultureInfo.InvariantCulture));
            }
        });
    }

    /// <summary>Kills it with signal 9, and returns when its journal is read to the end.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        await _journal;
        _process.Dispose();
        _process = null;
    }

    /// <summary>Stops it in the middle of whatever it does: its sockets stay open, and connections are still taken by the system.</summary>
    public Task StopAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
