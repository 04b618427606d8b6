using System.Collections.Frozen;
using Balancing.Manager.Pages;

namespace Balancing.Manager.Serving;

/// <summary>
/// The files that pages refer to. With the version of their content in the query they are kept for ever, without it they are asked for again.
/// </summary>
internal static class AssetAnswers
{
    private static readonly FrozenDictionary<string, PageAsset> All = PageAssets.All.ToFrozenDictionary(asset => asset.Path);

    /// <summary>The asset that the path names.</summary>
    public static ManagerResponse Of(ManagerRequest request)
    {
        var asset = All[request.Path];
        var tag = $"\"{asset.Version}\"";
        var kept = request.Query == $"v={asset.Version}" ? "private, max-age=31536000, immutable" : "private, no-cache";
        KeyValuePair<string, string>[] fields = [new("ETag", tag), new("Cache-Control", kept)];
        return request.Field("If-None-Match") is { } known && known.Contains(tag, StringComparison.Ordinal)
            ? new(304, "", default) { Fields = fields }
            : new(200, asset.ContentType, asset.Bytes) { Fields = fields };
    }
}
