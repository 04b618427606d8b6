using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Balancing.AspNetCore;

/// <summary>The client's side of a tunnel: its connection after a 101, or its stream of HTTP/2.</summary>
internal sealed class ClientSide
{
    private readonly HttpContext _context;

    private ClientSide(HttpContext context, Stream stream, bool isHttp2)
    {
        (_context, Stream, CanEndWriting) = (context, stream, isHttp2);
    }

    /// <summary>What it says and hears.</summary>
    public Stream Stream { get; }

    /// <summary>
    /// It can be told that nothing more comes, and go on itself. A connection of HTTP/1.1 cannot: the server closes it both ways or not at all.
    /// </summary>
    public bool CanEndWriting { get; }

    /// <summary>Sends the head that begins the tunnel. From here on nothing else can be answered.</summary>
    /// <exception cref="InvalidOperationException">The server has too many of them, or cannot do it.</exception>
    public static async ValueTask<ClientSide> OpenAsync(HttpContext context, bool isExtendedConnect)
    {
        var features = context.Features;
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } least)
        {
            least.MinDataRate = null; // silence has a limit of its own
        }

        if (isExtendedConnect)
        {
            var connect = features.Get<IHttpExtendedConnectFeature>()!;
            return new ClientSide(context, await connect.AcceptAsync().ConfigureAwait(false), isHttp2: true);
        }

        if (features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            throw new InvalidOperationException("This server cannot give its connection away.");
        }

        if (features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        return new ClientSide(context, await upgrade.UpgradeAsync().ConfigureAwait(false), isHttp2: false);
    }

    /// <summary>Nothing more will be written.</summary>
    public Task EndWritingAsync() => _context.Response.CompleteAsync();

    /// <summary>Breaks off, so that what is not whole does not look whole (R8).</summary>
    public void Abort() => _context.Abort();
}
