using System.Net;
using Balancing.RealHttpd.Tests.Httpd;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>The three that everybody knows, each one process that forwards each of its ports to a backend of its own.</summary>
internal sealed class References : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Names = ["httpd", "nginx", "haproxy"];

    private readonly HttpdFolder _folder = new();
    private readonly List<IAsyncDisposable> _servers = [];

    public static async Task<References> StartAsync(IReadOnlyList<Lane> lanes)
    {
        var references = new References();
        try
        {
            references._folder.Write(Httpd(lanes));
            references._servers.Add(await HttpdServer.StartAsync(references._folder, lanes[0].Front(1)));
            references._servers.Add(await OtherServer.StartAsync("nginx", "nginx-light", ["-p", OtherServer.Here, "-c", "server.conf"], Nginx(lanes), lanes[0].Front(2)));
            references._servers.Add(await OtherServer.StartAsync("haproxy", "haproxy", ["-db", "-f", "server.conf"], HAProxy(lanes), lanes[0].Front(3)));
            return references;
        }
        catch
        {
            await references.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string Httpd(IReadOnlyList<Lane> lanes) => "ProxyPreserveHost On\n" + Each(lanes, 1, (front, back) =>
        $"""
        Listen {front}
        <VirtualHost {front}>
        ProxyPass / http://{back}/ disablereuse=On
        </VirtualHost>
        """);

    private static string Nginx(IReadOnlyList<Lane> lanes) =>
        $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log error.log crit;
        events { worker_connections 512; }
        http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        {{Each(lanes, 2, (front, back) => $"server {{ listen {front}; location / {{ proxy_pass http://{back}; }} }}")}}
        }

        """;

    private static string HAProxy(IReadOnlyList<Lane> lanes) =>
        $"""
        defaults
          mode http
          timeout connect 5s
          timeout client 5s
          timeout server 5s
          option forwardfor
          http-reuse never
        {Each(lanes, 3, (front, back) => $"listen l{((IPEndPoint)front).Port}\n  bind {front}\n  server s {back}")}

        """;

    private static string Each(IReadOnlyList<Lane> lanes, int which, Func<EndPoint, EndPoint, string> text) =>
        string.Join('\n', lanes.Select(lane => text(lane.Front(which), lane.Back(which))));
}
