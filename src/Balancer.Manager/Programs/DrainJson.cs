using System.Text.Json;
using Balancing.Manager.Live;

namespace Balancing.Manager.Programs;

/// <summary>Drainings as JSON.</summary>
internal static class DrainJson
{
    /// <summary>One draining.</summary>
    public static void Write(Utf8JsonWriter json, DrainStatus drain)
    {
        json.WriteStartObject();
        json.WriteString("member", drain.Member);
        json.WriteNumber("remaining", drain.Remaining);
        json.WriteSeconds("elapsedSeconds", drain.Elapsed);
        json.WriteSeconds("leftSeconds", drain.Left);
        json.WriteString("end", drain.End is { } end ? ApiNames.Of(end) : null);
        json.WriteString("failure", drain.Failure);
        json.WriteTexts("waiting", drain.Waiting);
        json.WriteEndObject();
    }
}
