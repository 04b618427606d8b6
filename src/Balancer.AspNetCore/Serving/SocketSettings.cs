using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore;

/// <summary>How the server's sockets are run, for <see cref="GatewayOptions.InlineScheduling"/>.</summary>
internal sealed class SocketSettings(IOptions<GatewayOptions> gateway) : IConfigureOptions<SocketTransportOptions>
{
    // The runtime reads it once, when the first socket of the process waits for something.
    private const string Completions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public void Configure(SocketTransportOptions options)
    {
        if (gateway.Value.InlineScheduling)
        {
            options.UnsafePreferInlineScheduling = true;
            Environment.SetEnvironmentVariable(Completions, "1");
        }
    }
}
