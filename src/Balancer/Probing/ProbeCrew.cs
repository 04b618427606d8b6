namespace Balancing.Probing;

/// <summary>Makes probes: by the check's own code, or by the first prober that knows how. Trouble becomes a value here.</summary>
internal sealed class ProbeCrew(IReadOnlyList<Prober> probers, TimeProvider time)
{
    /// <summary>One probe; null when what it found does not matter any more, or the member is stopped and not to be checked.</summary>
    public async ValueTask<ProbeResult?> ProbeAsync(ProbeSeat seat, HealthCheckPlan check, CancellationToken cancel)
    {
        if ((seat.Balancer.StatusOf(seat.Member) & MemberStatus.Stopped) != MemberStatus.None)
        {
            return null;
        }

        var begun = time.GetTimestamp();
        ProbeResult result;
        try
        {
            result = await BeginAsync(seat.Member, check, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancel.IsCancellationRequested)
        {
            result = ProbeResult.TimedOut(e);
        }
#pragma warning disable CA1031 // The host's code may throw anything; it is told as a failed check.
        catch (Exception e)
#pragma warning restore CA1031
        {
            result = ProbeResult.Faulted(e, $"the probe threw {e.GetType().Name}");
        }

        return result with { Duration = time.GetElapsedTime(begun) };
    }

    private ValueTask<ProbeResult> BeginAsync(Member member, HealthCheckPlan check, CancellationToken cancel)
    {
        if (check.Probe is { } code)
        {
            return code(member, cancel);
        }

        foreach (var prober in probers)
        {
            if (prober.Knows(member, check))
            {
                return prober.ProbeAsync(member, check, cancel);
            }
        }

        return new(ProbeResult.NotProbed($"nobody here knows how to send {check.Method.ToString().ToUpperInvariant()} to {member.Url.Configured}"));
    }
}
