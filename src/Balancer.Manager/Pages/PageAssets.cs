using System.Buffers.Text;
using System.Security.Cryptography;

namespace Balancing.Manager.Pages;

/// <summary>A file that pages refer to.</summary>
/// <param name="Path">Its path below the mount.</param>
/// <param name="ContentType">Its Content-Type.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Version">Changes with what is in it; pages put it in the query <c>v</c>, so that the file can be kept.</param>
internal sealed record PageAsset(string Path, string ContentType, byte[] Bytes, string Version);

/// <summary>The files that pages refer to, as they are in the assembly.</summary>
internal static class PageAssets
{
    /// <summary>How pages look.</summary>
    public static PageAsset Style { get; } = Read("style.css", "text/css; charset=utf-8");

    /// <summary>What pages do by themselves.</summary>
    public static PageAsset Script { get; } = Read("script.js", "text/javascript; charset=utf-8");

    /// <summary>The sign in the browser's tab; without one browsers ask for <c>/favicon.ico</c>, which may be a member's.</summary>
    public static PageAsset Icon { get; } = Read("icon.svg", "image/svg+xml");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PageAsset> All { get; } = [Style, Script, Icon];

    private static PageAsset Read(string name, string contentType)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new PageAsset($"/{name}", contentType, bytes, Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12)));
    }
}
