namespace Balancing;

/// <summary>What a health probe saw.</summary>
/// <param name="Status">Response status, 0 when there was none.</param>
/// <param name="Response">Status and headers, or null when there was no response.</param>
/// <param name="Body">The first 64 KiB of the body for GET probes (httpd: HC_BODY), else empty.</param>
public readonly record struct ProbeResult(int Status, ResponseFacts? Response, string Body);
