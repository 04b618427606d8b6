namespace Balancing.RealHttpd.Tests.Httpd;

/// <summary>Finds the real httpd and its modules. Without it the tests fail and say what to install; they are never skipped.</summary>
internal static class HttpdBinary
{
    private static readonly string[] Programs =
        ["/usr/sbin/apache2", "/usr/sbin/httpd", "/usr/local/sbin/httpd", "/usr/local/apache2/bin/httpd", "/opt/homebrew/bin/httpd"];

    private static readonly string[] ModuleFolders =
        ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules", "/usr/local/apache2/modules", "/opt/homebrew/lib/httpd/modules"];

    public static string Program { get; } = Find(Programs, File.Exists);

    public static string Modules { get; } = Find(ModuleFolders, folder => File.Exists(Path.Combine(folder, "mod_proxy_balancer.so")));

    /// <exception cref="InvalidOperationException">There is no httpd.</exception>
    public static void Require()
    {
        if (Program.Length == 0 || Modules.Length == 0)
        {
            throw new InvalidOperationException(
                "Apache httpd 2.4 with mod_proxy_balancer is not installed, and these tests compare with the real one. Install it, on Debian "
                + $"or Ubuntu: apt-get install --no-install-recommends apache2. Looked for {string.Join(", ", Programs)}, and for modules in "
                + $"{string.Join(", ", ModuleFolders)}.");
        }
    }

    private static string Find(string[] places, Func<string, bool> isThere) => places.FirstOrDefault(isThere) ?? "";
}
