namespace Balancing.Tests.Pooling;

/// <summary>Somebody who acquires, uses and gives back, at the pace of a schedule.</summary>
internal sealed class Client(Playground ground, int number, bool fresh, bool canCancel)
{
    private readonly CancellationTokenSource? _cancel = canCancel ? new() : null;
    private PoolGrant<Link> _grant;

    public int Number { get; } = number;

    public bool IsFresh { get; } = fresh;

    public bool CanCancel => _cancel is { IsCancellationRequested: false };

    /// <summary>What was answered; null while waiting, and after a cancellation.</summary>
    public PoolGrantKind? Answer { get; private set; }

    public bool IsAnswered { get; private set; }

    public long Since { get; } = ground.Now;

    public Link? Link { get; private set; }

    /// <summary>The call has not returned yet: what it gets was idle a moment ago.</summary>
    public bool IsBeginning { get; private set; }

    public Task Acquiring { get; private set; } = Task.CompletedTask;

    public void Begin()
    {
        IsBeginning = true;
        Acquiring = AcquireAsync();
        IsBeginning = false;
    }

    public void Cancel() => Call.Inline(() => _cancel!.Cancel());

    /// <summary>Ends the lease, and then once more, which must not matter.</summary>
    public void End(bool reusable, bool dispose)
    {
        var link = Link!;
        Link = null;
        link.User = null;
        link.IdleSince = ground.Now;
        var copy = _grant;
        Call.Inline(() =>
        {
            if (dispose)
            {
                _grant.Dispose();
            }
            else
            {
                _grant.Return(reusable);
            }

            copy.Return(reusable: true);
        });
    }

    private async Task AcquireAsync()
    {
        try
        {
            var token = _cancel?.Token ?? default;
            var acquiring = IsFresh ? ground.Pool.AcquireFreshAsync(token) : ground.Pool.AcquireAsync(token);
            _grant = await acquiring.ConfigureAwait(false);
            Answer = _grant.Kind;
            if (_grant.IsAcquired)
            {
                Link = _grant.Connection;
                ground.Leased(Link, this);
            }
        }
        catch (OperationCanceledException) when (_cancel is { IsCancellationRequested: true })
        {
            Answer = null;
        }
        finally
        {
            IsAnswered = true;
            ground.Answered(this);
        }
    }
}
