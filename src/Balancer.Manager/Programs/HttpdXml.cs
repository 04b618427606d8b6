namespace Balancing.Manager.Programs;

/// <summary>What httpd's manager answers to <c>?xml=1</c>.</summary>
internal static class HttpdXml
{
    /// <summary>Type of the document.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>The document, in UTF-8.</summary>
    /// <param name="view">What there is.</param>
    /// <param name="token">The token that forms of whoever asks must carry.</param>
    public static byte[] Write(ManagerView view, string token) => [];
}
