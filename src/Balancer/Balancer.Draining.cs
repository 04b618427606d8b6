using Balancing.Managing;

namespace Balancing;

/// <content>Members that leave for a while.</content>
public sealed partial class Balancer
{
    /// <summary>The leases that are out, the oldest first: who waits for what.</summary>
    /// <param name="member">URL of the member; null for all.</param>
    /// <param name="most">How many to list at most. Default: 1,000.</param>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    public IReadOnlyList<LeaseInfo> Leases(string? member = null, int most = 1_000) =>
        _dispatcher.LeasesOn(member is null ? null : MemberOf(member), most);

    /// <summary>
    /// Takes a member out of election (httpd: status=+N) and waits until nobody uses it. Sessions of its own go on until the end; then it is
    /// disabled, and its sessions go where <c>redirect</c> or an election sends them. <see cref="Readmit(string, Operator?)"/> brings it back.
    /// </summary>
    /// <param name="member">URL of the member.</param>
    /// <param name="deadline">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="progress">Told what is still out, and why. Default: nobody.</param>
    /// <param name="cancel">Ends the waiting and puts the member back as it was.</param>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public Task<DrainResult> DrainAsync(
        string member, TimeSpan deadline, IProgress<DrainProgress>? progress = null, CancellationToken cancel = default) =>
        DrainAsync(member, new DrainOptions { Deadline = deadline, Progress = progress }, cancel);

    /// <summary>As the other, with everything that can be said.</summary>
    /// <param name="member">URL of the member.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Ends the waiting and puts the member back as it was.</param>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public Task<DrainResult> DrainAsync(string member, DrainOptions options, CancellationToken cancel = default)
    {
        DrainOptions.Check(options);
        return DrainAsync([MemberOf(member)], isWhole: false, options, cancel);
    }

    /// <summary>
    /// Drains all members, for a shutdown: new requests and those that wait for a member are refused, sessions go on until nothing is out,
    /// and then, or at the deadline, nobody gets in.
    /// </summary>
    /// <param name="deadline">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="progress">Told what is still out, and why. Default: nobody.</param>
    /// <param name="cancel">Ends the waiting and puts everything back as it was.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public Task<DrainResult> DrainAsync(TimeSpan deadline, IProgress<DrainProgress>? progress = null, CancellationToken cancel = default) =>
        DrainAsync(new DrainOptions { Deadline = deadline, Progress = progress }, cancel);

    /// <summary>As the other, with everything that can be said.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancel">Ends the waiting and puts everything back as it was.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async Task<DrainResult> DrainAsync(DrainOptions options, CancellationToken cancel = default)
    {
        DrainOptions.Check(options);
        _dispatcher.Line.Close();
        try
        {
            return await DrainAsync(_dispatcher.Members, isWhole: true, options, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _dispatcher.Line.Open();
            throw;
        }
    }

    /// <summary>
    /// Puts a member back into service: it drains no longer, is not disabled, and its failures are forgotten. A failed health check stays
    /// until a check passes.
    /// </summary>
    /// <param name="member">URL of the member.</param>
    /// <param name="by">Who does it, for the journal. Default: the program.</param>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    public void Readmit(string member, Operator? by = null) => Readmission.Of(_editor, [MemberOf(member)], by ?? Operator.Program);

    /// <summary>Puts all members back into service, and lets requests wait again.</summary>
    public void Readmit()
    {
        _dispatcher.Line.Open();
        Readmission.Of(_editor, _dispatcher.Members, Operator.Program);
    }

    /// <summary>
    /// A rolling restart: drains a member, lets you act on it, readmits it, waits until it is usable, and goes on with the next. It stops, and
    /// says where and why, rather than leave fewer than <see cref="RollOptions.MinUsable"/> members usable.
    /// </summary>
    /// <param name="act">
    /// What to do with a member that nobody uses, until it can be used again. An exception goes to you, and leaves this member out of service.
    /// </param>
    /// <param name="options">How. Default: all members, at least 1 usable.</param>
    /// <param name="cancel">Ends it. A member that was being drained is put back as it was.</param>
    /// <exception cref="KeyNotFoundException"><see cref="RollOptions.Members"/> names a member that is not there.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public Task<RollResult> RollAsync(Func<Member, CancellationToken, Task> act, RollOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        options ??= new RollOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MinUsable, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Patience, TimeSpan.Zero, nameof(options));
        DrainOptions.Check(options.Drain);
        IReadOnlyList<Member> members = options.Members is { } urls ? [.. urls.Select(MemberOf)] : _dispatcher.Members;
        return new Roll(_editor, _services.Time, members, options).RunAsync(act, cancel);
    }

    private Task<DrainResult> DrainAsync(IReadOnlyList<Member> members, bool isWhole, DrainOptions options, CancellationToken cancel)
    {
        var drain = new Drain(_editor, _services.Time, members, isWhole, options);
        _ = drain.TryBegin();
        return drain.RunAsync(cancel);
    }

    private Member MemberOf(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Array.Find(_dispatcher.Members, m => m.Url.IsNamedBy(url))
            ?? throw new KeyNotFoundException($"{Plan.Url} has no member {url}.");
    }
}
