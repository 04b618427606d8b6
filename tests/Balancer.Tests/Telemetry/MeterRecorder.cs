using System.Diagnostics.Metrics;
using System.Globalization;

namespace Balancing.Tests.Telemetry;

/// <summary>A meter factory of its own, so that no other test's balancers are heard, and the measurements of its meters as text.</summary>
internal sealed class MeterRecorder : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly List<string> _measured = [];
    private readonly MeterListener _listener = new();

    public MeterRecorder(bool listens = true)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (listens && instrument.Meter.Scope == this)
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value.ToString(CultureInfo.InvariantCulture), tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value.ToString(CultureInfo.InvariantCulture), tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>What an instrument measured since the last call; observable ones are asked now.</summary>
    public string[] Of(string instrument)
    {
        _listener.RecordObservableInstruments();
        lock (_measured)
        {
            string[] found = [.. _measured.Where(m => m.StartsWith(instrument + "=", StringComparison.Ordinal)).Select(m => m[(instrument.Length + 1)..])];
            _measured.Clear();
            return found;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Note(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = string.Concat(tags.ToArray().Select(tag => string.Create(CultureInfo.InvariantCulture, $" {tag.Key}={tag.Value}")));
        lock (_measured)
        {
            _measured.Add($"{instrument.Name}={value}{words}");
        }
    }
}
