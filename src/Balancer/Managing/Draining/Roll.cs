using System.Globalization;

namespace Balancing.Managing;

/// <summary>Member after member: drain, let the caller act, readmit, wait until it is usable.</summary>
internal sealed class Roll(Editor editor, TimeProvider time, IReadOnlyList<Member> members, RollOptions options)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly List<Member> _done = [];

    public async Task<RollResult> RunAsync(Func<Member, CancellationToken, Task> act, CancellationToken cancel)
    {
        foreach (var member in members)
        {
            var why = await StepAsync(member, act, cancel).ConfigureAwait(false);
            if (why is not null)
            {
                return new RollResult(_done, member, why);
            }

            _done.Add(member);
            Tell(member, RollStep.Done);
        }

        return new RollResult(_done);
    }

    // Null when the member is through, else why not.
    private async Task<string?> StepAsync(Member member, Func<Member, CancellationToken, Task> act, CancellationToken cancel)
    {
        var drain = new Drain(editor, time, [member], isWhole: false, options.Drain);
        if (!await BeginAsync(member, drain, cancel).ConfigureAwait(false))
        {
            return string.Create(CultureInfo.InvariantCulture, $"fewer than {options.MinUsable} members would be usable without it");
        }

        Tell(member, RollStep.Draining);
        var drained = await drain.RunAsync(cancel).ConfigureAwait(false);
        if (drained.End == DrainEnd.Readmitted)
        {
            return "somebody put it back into service while it was drained";
        }

        if (drained.End == DrainEnd.DeadlineReached && !options.ActAtDeadline)
        {
            Readmission.Of(editor, [member], options.Drain.By);
            return string.Create(CultureInfo.InvariantCulture, $"leases still out at the deadline: {drained.Remaining}; it is back in service");
        }

        Tell(member, RollStep.Acting);
        await act(member, cancel).ConfigureAwait(false); // an exception leaves it out of service: nobody knows what state it is in
        Readmission.Of(editor, [member], options.Drain.By);
        Tell(member, RollStep.Returning);
        return await UntilAsync(() => IsUsable(member), cancel).ConfigureAwait(false) ? null : "it is readmitted, but not usable in time";
    }

    private async Task<bool> BeginAsync(Member member, Drain drain, CancellationToken cancel)
    {
        if (drain.TryBegin(options.MinUsable))
        {
            return true;
        }

        Tell(member, RollStep.Waiting);
        return await UntilAsync(() => drain.TryBegin(options.MinUsable), cancel).ConfigureAwait(false);
    }

    private async Task<bool> UntilAsync(Func<bool> holds, CancellationToken cancel)
    {
        for (var began = time.GetTimestamp(); !holds();)
        {
            if (time.GetElapsedTime(began) >= options.Patience)
            {
                return false;
            }

            await Task.Delay(Pace, time, cancel).ConfigureAwait(false);
        }

        return true;
    }

    private bool IsUsable(Member member) => editor.Dispatcher.Hold(
        member, static (chooser, member) => member.Index < 0 || Availability.IsUsable(chooser.Board.Words[member.Index].Status));

    private void Tell(Member member, RollStep step) =>
        options.Progress?.Report(new RollProgress(member, step, _done.Count, members.Count));
}
