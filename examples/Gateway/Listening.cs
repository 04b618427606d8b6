namespace Examples;

/// <summary>Opens the port.</summary>
internal static class Listening
{
    private const string Default = "http://127.0.0.1:8080";

    /// <summary>Starts a server, or says why not.</summary>
    /// <param name="server">The server.</param>
    /// <param name="url">Where it shall listen. Default: what the environment says, else port 8080 of this machine alone.</param>
    /// <param name="output">Where to complain.</param>
    public static async Task<bool> StartAsync(WebApplication server, string? url, TextWriter output)
    {
        url ??= server.Configuration["urls"] ?? Default;
        server.Urls.Clear();
        server.Urls.Add(url);
        try
        {
            await server.StartAsync();
            return true;
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await output.WriteLineAsync($"Cannot listen on {url}: {e.Message} Try another port: -- --urls http://127.0.0.1:8081");
            return false;
        }
    }
}
