using Balancing;
using Balancing.Ajp;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>AJP at an endpoint of Kestrel.</summary>
public static class AjpListenOptions
{
    /// <summary>
    /// Takes AJP13 at this endpoint, from httpd's mod_proxy_ajp, mod_jk or <c>AjpMessageHandler</c>, in place of HTTP: each request becomes an
    /// ordinary one of ASP.NET Core, with the client's address, scheme and certificate, and what else the front says in <see cref="IAjpFeature"/>.
    /// The limits of Kestrel hold for it. Not with HTTP at the same endpoint; the endpoint's <c>Protocols</c> are set to HTTP/1.1.
    /// </summary>
    /// <param name="listenOptions">The endpoint: loopback or a Unix socket, unless <see cref="AjpServerOptions.AllowRemote"/> is set.</param>
    /// <param name="configure">Sets <see cref="AjpServerOptions.Secret"/>, and more.</param>
    /// <returns>The same endpoint.</returns>
    /// <exception cref="BalancerConfigurationException">All that is wrong with the options; the server does not start.</exception>
    public static ListenOptions UseAjp(this ListenOptions listenOptions, Action<AjpServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(listenOptions);
        var options = new AjpServerOptions();
        configure?.Invoke(options);
        var kestrel = listenOptions.KestrelServerOptions;
        var log = listenOptions.ApplicationServices?.GetService<ILoggerFactory>()?.CreateLogger(AjpServerLog.Category);
        var settings = AjpServerSettings.Of(
            options, listenOptions.EndPoint, name => kestrel.RequestHeaderEncodingSelector(name), log ?? NullLogger.Instance);
        listenOptions.Protocols = HttpProtocols.Http1;
        listenOptions.Use(http => connection => RunAsync(connection, http, settings));
        return listenOptions;
    }

    private static async Task RunAsync(ConnectionContext connection, ConnectionDelegate http, AjpServerSettings settings)
    {
        using var ajp = new AjpServerConnection(connection, http, settings);
        await ajp.RunAsync().ConfigureAwait(false);
    }
}
