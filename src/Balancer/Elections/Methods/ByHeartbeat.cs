namespace Balancing.Elections;

/// <summary>
/// <c>heartbeat</c>: by chance, in proportion to the idle workers each member announced (mod_lbmethod_heartbeat.c). Who was not
/// heard of for ten seconds is no candidate; an idle server counts a quarter, so that it starts slowly. Unlike httpd's,
/// sets, standbys, spares, draining and factors count (D16), and the drawing has no overlapping ranges.
/// </summary>
internal sealed class ByHeartbeat : LbMethod
{
    private static readonly long Freshness = TimeSpan.FromSeconds(10).Ticks;

    public override string Name => "heartbeat";

    public override string Measure => "ready";

    public override int Elect(in ElectionContext election)
    {
        var slots = 0L;
        for (var i = 0; i < election.Count; i++)
        {
            slots += Judge(in election, i);
        }

        if (slots == 0)
        {
            return -1;
        }

        var drawn = election.Random.NextInt64(slots);
        for (var i = 0; ; i++)
        {
            drawn -= Judge(in election, i);
            if (drawn < 0)
            {
                return i;
            }
        }
    }

    /// <summary>Idle workers times factor; 0 for a member not heard of.</summary>
    public override long Judge(in ElectionContext election, int candidate)
    {
        var beat = election.Heartbeat(candidate);
        if (beat.LastSeen == 0 || election.Now - beat.LastSeen >= Freshness)
        {
            return 0;
        }

        var ready = beat is { Busy: 0, Ready: > 0 } ? Math.Max(1, beat.Ready / 4) : beat.Ready;
        return (long)ready * election.Factor(candidate);
    }
}
