using System.Net;

namespace Balancing.Ajp;

/// <summary>The standard phrases beside a status; Tomcat sends the number once more in their place.</summary>
internal static class Reasons
{
    private static readonly string[] Standard = [.. Enumerable.Range(0, 600).Select(Phrase)];

    /// <summary>The phrase of an answer: what the container says, unless that is nothing or the number.</summary>
    public static string Of(int status, ReadOnlySpan<byte> said)
    {
        Span<byte> number = [(byte)('0' + (status / 100)), (byte)('0' + (status / 10 % 10)), (byte)('0' + (status % 10))];
        if (!said.IsEmpty && !said.SequenceEqual(number))
        {
            return KnownText.Of(said);
        }

        return status < Standard.Length ? Standard[status] : "";
    }

    private static string Phrase(int status)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        return answer.ReasonPhrase ?? "";
    }
}
