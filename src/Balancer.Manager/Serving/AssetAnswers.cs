using Balancing.Manager.Pages;

namespace Balancing.Manager.Serving;

/// <summary>The style sheet and the script. With their version in the query they are kept for ever, without it they are asked for again.</summary>
internal static class AssetAnswers
{
    /// <summary>The asset that the path names.</summary>
    public static ManagerResponse Of(ManagerRequest request)
    {
        var asset = request.Path == PageAssets.Style.Path ? PageAssets.Style : PageAssets.Script;
        var tag = $"\"{asset.Version}\"";
        var kept = request.Query == $"v={asset.Version}" ? "private, max-age=31536000, immutable" : "private, no-cache";
        KeyValuePair<string, string>[] fields = [new("ETag", tag), new("Cache-Control", kept)];
        return request.Field("If-None-Match") is { } known && known.Contains(tag, StringComparison.Ordinal)
            ? new(304, "", default) { Fields = fields }
            : new(200, asset.ContentType, asset.Bytes) { Fields = fields };
    }
}
