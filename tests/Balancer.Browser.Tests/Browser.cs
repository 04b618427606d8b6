using System.Diagnostics;

namespace Balancing.Browser.Tests;

/// <summary>A headless browser with a profile of its own. It ends with the test, and all its processes with it.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private readonly Process _process;
    private readonly string _profile;

    private Browser(Process process, string profile)
    {
        (_process, _profile) = (process, profile);
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static Browser Open(Uri page)
    {
        var file = Find();
        var profile = Directory.CreateTempSubdirectory("balancer-browser-").FullName;
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in (string[])[
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--ignore-certificate-errors", "--remote-debugging-port=0", $"--user-data-dir={profile}", page.ToString()])
        {
            start.ArgumentList.Add(word);
        }

        return new Browser(Process.Start(start)!, profile);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A process of its that was just ended still held a file; the system's temporary folder is cleaned anyway.
        }
    }

    /// <summary>The program.</summary>
    public static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        var file = folders.SelectMany(_ => Names, Path.Combine).FirstOrDefault(File.Exists);
        Assert.True(file is not null, "There is no browser. Install Debian's: sudo apt-get install --no-install-recommends chromium");
        return file;
    }
}
