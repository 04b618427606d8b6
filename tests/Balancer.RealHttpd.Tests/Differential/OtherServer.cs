using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>A running nginx or HAProxy in a temporary folder. A shell ends it when we close its input, so it ends with us.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    /// <summary>Stands for the folder among the arguments.</summary>
    public const string Here = "{here}";

    private const string Watch =
        """
        exec 3<&0 2>/dev/null
        "$@" </dev/null >out.log 2>&1 &
        server=$!
        (cat >/dev/null; kill -KILL $server 2>/dev/null) <&3 &
        wait $server
        exec 3<&-
        """;

    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/bin", "/usr/local/nginx/sbin", "/opt/homebrew/bin"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("reference-").FullName;
    private Process? _shell;

    private OtherServer()
    {
    }

    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<OtherServer> StartAsync(string name, string package, IReadOnlyList<string> arguments, string config, IPEndPoint front)
    {
        var program = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"{name} is not installed, and this test compares with it. Install it, on Debian or Ubuntu: apt-get install --no-install-recommends {package}. "
                + $"Looked in {string.Join(", ", Folders)}.");
        var server = new OtherServer();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(server._folder, "server.conf"), config);
            var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = server._folder };
            foreach (var argument in (string[])["-c", Watch, "sh", program, .. arguments])
            {
                start.ArgumentList.Add(argument == Here ? server._folder + "/" : argument);
            }

            server._shell = Process.Start(start)!;
            await server.UntilItListensAsync(name, front);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_shell is { } shell)
        {
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
            shell.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    // Nothing tells when a port opens, so it is tried.
    private async Task UntilItListensAsync(string name, IPEndPoint front)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(front);
                return;
            }
            catch (SocketException e)
            {
                if (_shell!.HasExited || waited.Elapsed > Patience)
                {
                    throw new InvalidOperationException($"{name} does not start: {await File.ReadAllTextAsync(Path.Combine(_folder, "out.log"))}", e);
                }

                await Task.Delay(2);
            }
        }
    }
}
