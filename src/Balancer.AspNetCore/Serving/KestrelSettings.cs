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
            || kestrel.RequestHeaderEncodingSelector.Target is LineText)
        {
            return;
        }

        kestrel.AllowHostHeaderOverride = true; // R19: the authority of an absolute target wins, and Host is made from it
        kestrel.RequestHeaderEncodingSelector = new LineText(kestrel.RequestHeaderEncodingSelector).Of;
    }

    /// <summary>
    /// Kestrel puts a plain <c>close</c>, <c>keep-alive</c> or <c>upgrade</c> in the place of a Connection line that also names headers (R16, R17).
    /// It leaves lines with two of those words, or none, alone; so this line is read as one of these, of the same meaning. A length it takes
    /// with a sign (R4); so a sign is read as no length.
    /// </summary>
    private sealed class LineText(Func<string, System.Text.Encoding?> others)
    {
        private readonly ConnectionEncoding _connection = new();

        private readonly LengthEncoding _length = new();

        public System.Text.Encoding? Of(string name) =>
            Is(name, HeaderNames.Connection) ? _connection : Is(name, HeaderNames.ContentLength) ? _length : others(name);

        private static bool Is(string name, string known) => ReferenceEquals(name, known) || name.Equals(known, StringComparison.OrdinalIgnoreCase);
    }
}
