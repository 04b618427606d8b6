using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Balancing.Manager.Serving;

/// <summary>The style sheet and the script. With the hash of their content in the query they are kept for ever, without it they are asked for again.</summary>
internal static class AssetAnswers
{
    private static readonly FrozenDictionary<string, Asset> All = new[] { "style.css", "script.js" }.ToFrozenDictionary(name => "/" + name, Load);

    /// <summary>The asset that the path names.</summary>
    public static ManagerResponse Of(ManagerRequest request)
    {
        var asset = All[request.Path];
        var kept = request.Query.EndsWith(asset.Hash, StringComparison.Ordinal) ? "private, max-age=31536000, immutable" : "private, no-cache";
        KeyValuePair<string, string>[] fields = [new("ETag", asset.Tag), new("Cache-Control", kept)];
        return request.Field("If-None-Match") is { } known && known.Contains(asset.Tag, StringComparison.Ordinal)
            ? new(304, "", default) { Fields = fields }
            : new(200, asset.ContentType, asset.Content) { Fields = fields };
    }

    /// <summary>What names an asset in a link: its path and the hash of its content.</summary>
    public static string Link(string name) => $"/{name}?v={All["/" + name].Hash}";

    private static Asset Load(string name)
    {
        using var stream = typeof(AssetAnswers).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var hash = Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 12));
        return new(content, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", hash, $"\"{hash}\"");
    }

    private sealed record Asset(byte[] Content, string ContentType, string Hash, string Tag);
}
