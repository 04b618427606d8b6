using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Balancing.AspNetCore;

/// <summary>How the server must read requests so that the gateway's rules can hold. Set before it starts, once for an application.</summary>
internal static class KestrelSettings
{
    public static void Apply(IServiceProvider services)
    {
        if (services.GetService<IOptions<KestrelServerOptions>>()?.Value is not { } kestrel
            || kestrel.RequestHeaderEncodingSelector.Target is ConnectionText)
        {
            return;
        }

        kestrel.AllowHostHeaderOverride = true; // R19: the authority of an absolute target wins, and Host is made from it
        kestrel.RequestHeaderEncodingSelector = new ConnectionText(kestrel.RequestHeaderEncodingSelector).Of;
    }

    /// <summary>
    /// Kestrel puts a plain <c>close</c>, <c>keep-alive</c> or <c>upgrade</c> in the place of a Connection line that also names headers (R16, R17).
    /// It leaves lines with two of those words, or none, alone; so this line is read as one of these, of the same meaning.
    /// </summary>
    private sealed class ConnectionText(Func<string, System.Text.Encoding?> others)
    {
        private readonly ConnectionEncoding _connection = new();

        public System.Text.Encoding? Of(string name) =>
            ReferenceEquals(name, HeaderNames.Connection) || name.Equals(HeaderNames.Connection, StringComparison.OrdinalIgnoreCase) ? _connection : others(name);
    }
}
