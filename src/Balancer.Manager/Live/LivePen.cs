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

    /// <summary>Numbers of charts.</summary>
    public void Numbers(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<float> values)
    {
        Open();
        json.WriteStartArray(name);
        Numbers(values);
        json.WriteEndArray();
    }

    /// <summary>Whole charts, one array each; 0 for one that has nothing but zeros.</summary>
    public void Series(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<float> values)
    {
        Open();
        json.WriteStartArray(name);
        for (var at = 0; at < values.Length; at += MemberSeries.Length)
        {
            var chart = values.Slice(at, MemberSeries.Length);
            if (!chart.ContainsAnyExcept(0f))
            {
                json.WriteNumberValue(0);
                continue;
            }

            json.WriteStartArray();
            Numbers(chart);
            json.WriteEndArray();
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

    // Two decimals are finer than a chart can show.
    private readonly void Numbers(scoped ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            json.WriteNumberValue(Math.Round((double)value, 2));
        }
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
