namespace Balancing.AspNetCore;

/// <summary>The head of one answer, as far as it was read.</summary>
internal sealed class AnswerHead
{
    /// <summary>Status code, 100..599.</summary>
    public int Status { get; set; }

    /// <summary>The reason phrase; empty when there is none.</summary>
    public string Reason { get; set; } = "";

    /// <summary>HTTP/1.1; else HTTP/1.0.</summary>
    public bool IsHttp11 { get; set; }

    /// <summary>The header lines in order.</summary>
    public List<KeyValuePair<string, string>> Lines { get; } = new(16);

    /// <summary>Content-Length, or -1.</summary>
    public long Length { get; set; } = -1;

    /// <summary>Transfer-Encoding: chunked.</summary>
    public bool IsChunked { get; set; }

    /// <summary>Connection: close.</summary>
    public bool Closes { get; set; }

    /// <summary>Nothing was read.</summary>
    public void Clear()
    {
        Lines.Clear();
        (Status, Reason, IsHttp11, Length, IsChunked, Closes) = (0, "", false, -1, false, false);
    }
}
