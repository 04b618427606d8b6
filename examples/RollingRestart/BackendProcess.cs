using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Examples;

/// <summary>One backend: a process on a port that stays the same from one generation to the next.</summary>
internal sealed class BackendProcess : IDisposable
{
    private readonly int _port = FreePort();
    private Process? _process;

    public string Url => $"http://127.0.0.1:{_port}/";

    /// <summary>Which one runs; 0 before the first.</summary>
    public int Generation { get; private set; }

    /// <summary>Kills the process that runs, if any, and starts the next; ends when it answers.</summary>
    public async Task RestartAsync(CancellationToken cancel)
    {
        Kill();
        Generation++;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                typeof(BackendProcess).Assembly.Location,
                "serve",
                _port.ToString(CultureInfo.InvariantCulture),
                Generation.ToString(CultureInfo.InvariantCulture),
            },
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
        if (await _process.StandardOutput.ReadLineAsync(cancel) != "ready")
        {
            throw new InvalidOperationException($"the backend at {Url} did not start");
        }
    }

    public void Dispose() => Kill();

    private void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
