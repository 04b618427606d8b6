using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Balancing.RealHttpd.Tests.Httpd;

/// <summary>
/// A running httpd: one process with threads. A shell stands between it and us and ends it when we close its input, so it ends with us
/// even when we are killed.
/// </summary>
internal sealed class HttpdServer : IAsyncDisposable
{
    // TERM first: only then httpd removes its shared memory. KILL when it takes longer than some five seconds.
    private const string Watch =
        """
        "$0" -X -f "$1" </dev/null &
        httpd=$!
        (cat >/dev/null; kill -TERM $httpd 2>/dev/null; n=0; while kill -0 $httpd 2>/dev/null && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.05; done; kill -KILL $httpd 2>/dev/null) <&3 &
        wait $httpd
        code=$?
        exec 3<&-
        exit $code
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _shell;
    private readonly Task<string> _said;

    private HttpdServer(Process shell)
    {
        _shell = shell;
        _said = shell.StandardError.ReadToEndAsync();
    }

    public static async Task<HttpdServer> StartAsync(HttpdFolder folder, IPEndPoint front)
    {
        HttpdBinary.Require();
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec 3<&0; " + Watch);
        start.ArgumentList.Add(HttpdBinary.Program);
        start.ArgumentList.Add(folder.Config);
        var server = new HttpdServer(Process.Start(start)!);
        try
        {
            await server.UntilItListensAsync(folder, front);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What httpd says of a configuration: null when it takes it.</summary>
    public static async Task<string?> CheckAsync(HttpdFolder folder)
    {
        HttpdBinary.Require();
        using var check = Process.Start(new ProcessStartInfo(HttpdBinary.Program, ["-t", "-f", folder.Config]) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        return check.ExitCode == 0 ? null : said.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    // Nothing tells when a port opens, so it is tried.
    private async Task UntilItListensAsync(HttpdFolder folder, IPEndPoint front)
    {
        var waited = Stopwatch.StartNew();
        while (!await ListensAsync(front))
        {
            if (_shell.HasExited || waited.Elapsed > Patience)
            {
                _shell.StandardInput.Close();
                var log = File.Exists(folder.Log) ? await File.ReadAllTextAsync(folder.Log) : "";
                throw new InvalidOperationException($"httpd does not start: {await _said}{log}");
            }

            await Task.Delay(2);
        }
    }

    private static async Task<bool> ListensAsync(IPEndPoint front)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(front);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
