using System.Text.Json;

namespace Balancing.Manager.Live;

/// <summary>Writes the object of a member, which begins with its first value.</summary>
internal ref struct LivePen(Utf8JsonWriter json, string url)
{
    private bool _isOpen;

    public void Text(scoped ReadOnlySpan<byte> name, string value)
    {
        Open();
        json.WriteString(name, value);
    }

    public void Number(scoped ReadOnlySpan<byte> name, long value)
    {
        Open();
        json.WriteNumber(name, value);
    }

    /// <summary>Numbers of charts: two decimals are finer than a chart can show.</summary>
    public void Numbers(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<float> values)
    {
        Open();
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(Math.Round((decimal)Math.Min(value, 1e15f), 2));
        }

        json.WriteEndArray();
    }

    /// <summary>Ends the object, when it was begun.</summary>
    /// <returns>True when it was.</returns>
    public readonly bool Close()
    {
        if (_isOpen)
        {
            json.WriteEndObject();
        }

        return _isOpen;
    }

    private void Open()
    {
        if (!_isOpen)
        {
            _isOpen = true;
            json.WriteStartObject();
            json.WriteString("w"u8, url);
        }
    }
}
