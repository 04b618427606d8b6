using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>Answers in JSON.</summary>
internal static class ApiResult
{
    /// <summary>An answer with a body.</summary>
    public static ManagerResponse Ok(Action<Utf8JsonWriter> write) => new(200, "application/json; charset=utf-8", Bytes(write));

    /// <summary>A refusal (RFC 9457) with everything that is wrong.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="title">What is refused, one sentence.</param>
    /// <param name="problems">What is wrong.</param>
    /// <param name="more">More properties.</param>
    public static ManagerResponse Problem(
        int status, string title, IEnumerable<ConfigurationProblem>? problems = null, Action<Utf8JsonWriter>? more = null) =>
        new(status, "application/problem+json; charset=utf-8", Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteStartArray("problems");
            foreach (var problem in problems ?? [])
            {
                Write(json, problem);
            }

            json.WriteEndArray();
            more?.Invoke(json);
            json.WriteEndObject();
        }));

    /// <summary>One problem.</summary>
    public static void Write(Utf8JsonWriter json, ConfigurationProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("place", problem.Place);
        json.WriteString("cause", problem.Cause);
        json.WriteString("remedy", problem.Remedy);
        json.WriteString("httpdWord", problem.HttpdWord);
        json.WriteEndObject();
    }

    /// <summary>A body.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.ToArray();
    }
}
