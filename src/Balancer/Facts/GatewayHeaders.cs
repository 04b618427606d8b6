namespace Balancing;

/// <summary>Header lines to send, or why the message must not go out.</summary>
public sealed class GatewayHeaders
{
    internal GatewayHeaders(IReadOnlyList<KeyValuePair<string, string>> lines, bool answerLocally)
    {
        Lines = lines;
        AnswerLocally = answerLocally;
    }

    internal GatewayHeaders(Refusal refusal)
    {
        Lines = [];
        Refusal = refusal;
    }

    /// <summary>The lines in order; empty when refused.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Lines { get; }

    /// <summary>Why not: 400 for a request, 500 for a response; null when the lines may be sent.</summary>
    public Refusal? Refusal { get; }

    /// <summary>A TRACE or OPTIONS request ends at this gateway, which answers itself (RFC 9110 §7.6.2).</summary>
    public bool AnswerLocally { get; }
}
