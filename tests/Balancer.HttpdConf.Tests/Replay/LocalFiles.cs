namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>What the server of the recording said to a request that it did not proxy: it had a few files.</summary>
internal static class LocalFiles
{
    private static readonly string[] Known = ["/", "/index.html", "/local.txt", "/local/", "/local/index.html", "/images/local.gif"];

    public static int StatusOf(string target)
    {
        var path = Uri.TryCreate("http://h" + target, UriKind.Absolute, out var url) ? url.AbsolutePath : target; // without /../
        return Known.Contains(path) ? 200 : path is "/local" or "/images" ? 301 : path == "/images/" ? 403 : 404;
    }
}
