using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>
/// A running Tomcat in a folder of its own, without root, on ports that the system chose. A shell stands between it and us and ends it when we
/// close its input, so it ends with us even when we are killed.
/// </summary>
internal sealed partial class TomcatServer : IAsyncDisposable
{
    private const string Watch =
        """
        exec 3<&0
        "$0" "$@" </dev/null &
        tomcat=$!
        (cat >/dev/null; kill -KILL $tomcat 2>/dev/null) <&3 &
        wait $tomcat
        code=$?
        exec 3<&-
        exit $code
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder;
    private readonly Process _shell;
    private readonly List<string> _log = []; // locked by itself
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SortedDictionary<int, int> _ports = []; // locked by the log

    private TomcatServer(string folder, Process shell)
    {
        (_folder, _shell) = (folder, shell);
        shell.ErrorDataReceived += (_, line) => Hear(line.Data);
        shell.BeginErrorReadLine();
    }

    /// <summary>The ports of its connectors, in the order of <c>server.xml</c>.</summary>
    public IReadOnlyList<int> Ports
    {
        get
        {
            lock (_log)
            {
                return [.. _ports.Values];
            }
        }
    }

    /// <summary>Starts one with our application under <c>/app</c>, and waits until it listens.</summary>
    public static async Task<TomcatServer> StartAsync()
    {
        var home = TomcatBinary.Require();
        var folder = Directory.CreateTempSubdirectory("tomcat").FullName;
        var here = Path.Combine(AppContext.BaseDirectory, "Container");
        Copy(Path.Combine(here, "Conf"), Path.Combine(folder, "conf"));
        Copy(Path.Combine(here, "Application"), Path.Combine(folder, "webapps", "app"));
        Directory.CreateDirectory(Path.Combine(folder, "temp"));
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        var server = new TomcatServer(folder, Process.Start(Start(home, folder))!);
        try
        {
            await Task.WhenAny(server._started.Task, server._shell.WaitForExitAsync()).WaitAsync(Patience);
            return server._started.Task.IsCompleted ? server : throw new InvalidOperationException("Tomcat does not start: " + server.Log());
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException("Tomcat does not start: " + server.Log(), e);
        }
    }

    /// <summary>What it said.</summary>
    public string Log()
    {
        lock (_log)
        {
            return string.Join('\n', _log);
        }
    }

    /// <summary>Ends it at once, whatever it was doing.</summary>
    public async Task KillAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ProcessStartInfo Start(string home, string folder)
    {
        string[] arguments =
        [
            "-c", Watch, TomcatBinary.Java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Duser.language=en",
            "-Djava.awt.headless=true", "-Djava.security.egd=file:/dev/./urandom", "-Dtomcat.util.scan.StandardJarScanFilter.jarsToSkip=*.jar",
            $"-Dcatalina.home={home}", $"-Dcatalina.base={folder}", $"-Djava.io.tmpdir={Path.Combine(folder, "temp")}",
            "-cp", string.Join(':', Path.Combine(home, "bin", "bootstrap.jar"), Path.Combine(home, "bin", "tomcat-juli.jar")),
            "org.apache.catalina.startup.Bootstrap", "start",
        ];
        return new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false };
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.Add(line);
            if (PortLine().Match(line) is { Success: true } port)
            {
                _ports[int.Parse(port.Groups["place"].Value, CultureInfo.InvariantCulture)] = int.Parse(port.Groups["port"].Value, CultureInfo.InvariantCulture);
            }
        }

        if (line.Contains("Server startup in", StringComparison.Ordinal))
        {
            _started.TrySetResult();
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [GeneratedRegex("""Starting ProtocolHandler \["ajp-nio-.*-auto-(?<place>\d+)-(?<port>\d+)"\]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortLine();
}
