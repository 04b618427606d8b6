namespace Balancing.Ajp;

/// <summary>
/// Whose turn it is. Body and answer are driven independently; it is the container's turn when it is to take bytes, or when an answer is
/// awaited and it has all it asked for.
/// </summary>
internal sealed class AjpTurns
{
    private readonly Lock _gate = new();
    private IAjpClock? _clock; // gate, as all below
    private bool _reading;
    private bool _pulling;
    private bool _writing;

    /// <summary>The sender is asked for more of the body.</summary>
    public bool IsPulling
    {
        get
        {
            lock (_gate)
            {
                return _pulling;
            }
        }
    }

    public void Begin(IAjpClock clock)
    {
        lock (_gate)
        {
            (_clock, _reading, _pulling, _writing) = (clock, false, false, false);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _clock?.Stop();
            _clock = null;
        }
    }

    public void Reading(bool on)
    {
        lock (_gate)
        {
            _reading = on;
            Apply();
        }
    }

    public void Pulling(bool on)
    {
        lock (_gate)
        {
            _pulling = on;
            Apply();
        }
    }

    public void Writing(bool on)
    {
        lock (_gate)
        {
            _writing = on;
            Apply();
        }
    }

    // Needs the gate.
    private void Apply()
    {
        if (_writing || (_reading && !_pulling))
        {
            _clock?.Start();
        }
        else
        {
            _clock?.Stop();
        }
    }
}
