using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Balancing.Managing;

/// <summary>The saved edits as JSON, with a version and a checksum (R51).</summary>
internal static class OverlayText
{
    private const int Version = 1;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>The whole file.</summary>
    public static byte[] Write(string balancer, IReadOnlyList<OverlayEntry> entries, DateTimeOffset at)
    {
        var edits = Text(writer => WriteEdits(writer, balancer, entries, at));
        return Text(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("checksum", ChecksumOf(edits));
            writer.WritePropertyName("saved");
            writer.WriteRawValue(edits, skipInputValidation: true);
            writer.WriteEndObject();
        });
    }

    /// <summary>The entries of a file.</summary>
    /// <exception cref="FormatException">It is not one of ours, or not whole; the message says what is wrong.</exception>
    public static OverlayEntry[] Read(ReadOnlyMemory<byte> file, string balancer)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            var root = document.RootElement;
            var version = root.GetProperty("version").GetInt32();
            if (version != Version)
            {
                throw new FormatException($"it has version {version}, and only {Version} is known");
            }

            var saved = root.GetProperty("saved");
            if (root.GetProperty("checksum").GetString() != ChecksumOf(Encoding.UTF8.GetBytes(saved.GetRawText())))
            {
                throw new FormatException("its checksum is wrong, so it is damaged or was changed by hand");
            }

            var name = saved.GetProperty("balancer").GetString();
            return name == balancer ? [.. saved.GetProperty("edits").EnumerateArray().Select(EntryOf)] : throw new FormatException($"it belongs to {name}");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"it is no file of saved edits ({e.Message})", e);
        }
    }

    private static void WriteEdits(Utf8JsonWriter writer, string balancer, IReadOnlyList<OverlayEntry> entries, DateTimeOffset at)
    {
        writer.WriteStartObject();
        writer.WriteString("balancer", balancer);
        writer.WriteString("at", at);
        writer.WriteStartArray("edits");
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            if (entry.Member is not null)
            {
                writer.WriteString("member", entry.Member);
            }

            writer.WriteString("word", entry.Word);
            writer.WriteString("configured", entry.Configured);
            writer.WriteString("value", entry.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static OverlayEntry EntryOf(JsonElement edit) => new(
        edit.TryGetProperty("member", out var member) ? member.GetString() : null,
        edit.GetProperty("word").GetString() ?? "",
        edit.GetProperty("configured").GetString() ?? "",
        edit.GetProperty("value").GetString() ?? "");

    private static byte[] Text(Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, Layout))
        {
            write(writer);
        }

        return memory.ToArray();
    }

    private static string ChecksumOf(byte[] text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(text));
}
