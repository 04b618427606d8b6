namespace Balancing.RealHttpd.Tests.Httpd;

/// <summary>A temporary folder with all that one httpd needs: its configuration, its log, an empty document root.</summary>
internal sealed class HttpdFolder : IDisposable
{
    private static readonly string[] Loaded =
    [
        "mpm_event", "authn_core", "authz_core", "authz_host", "access_compat", "setenvif", "env", "headers", "rewrite", "slotmem_shm", "proxy",
        "proxy_http", "proxy_balancer", "lbmethod_byrequests", "lbmethod_bytraffic", "lbmethod_bybusyness",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("httpd-").FullName;

    public HttpdFolder()
    {
        Directory.CreateDirectory(Path.Combine(_root, "docs"));
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // The one process changes to an ordinary user once it has opened its log.
            File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    public string Config => Path.Combine(_root, "httpd.conf");

    public string Log => Path.Combine(_root, "error.log");

    public void Write(string config)
    {
        File.Delete(Log);
        File.WriteAllText(Config, Preamble() + config);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Preamble() =>
        $"""
        ServerRoot "{_root}"
        DefaultRuntimeDir "{_root}"
        PidFile "{_root}/httpd.pid"
        DocumentRoot "{_root}/docs"
        ErrorLog "{Log}"
        ErrorLogFormat "%M"
        LogLevel error proxy_balancer:debug
        Mutex pthread default
        MaxRanges none
        {string.Join('\n', Loaded.Where(IsThere).Select(name => $"LoadModule {name}_module \"{HttpdBinary.Modules}/mod_{name}.so\""))}
        {(Environment.IsPrivilegedProcess ? "User www-data\nGroup www-data" : "")}
        StartServers 1
        ServerLimit 1
        ThreadsPerChild 32
        MaxRequestWorkers 32

        """;

    private static bool IsThere(string module) => File.Exists(Path.Combine(HttpdBinary.Modules, $"mod_{module}.so"));
}
