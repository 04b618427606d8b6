using System.Runtime.CompilerServices;
using Balancing.Pooling;

namespace Balancing;

/// <content>What calls the connector: never under the gate.</content>
public sealed partial class ConnectionPool<TConnection>
{
    private PoolSignal? _warm; // gate
    private PoolSignal? _ended; // gate

    /// <summary>One who waits has cancelled.</summary>
    internal void GoAway(PoolWaiter<TConnection> waiter)
    {
        _gate.Enter();
        var (run, attempt) = _books.Cancel(waiter);
        _gate.Exit();
        Run(run);
        GiveUp(attempt);
    }

    // Does what there is to do, on whatever thread finds it. A loop, since what ends at once may leave more to do.
    private void Settle()
    {
        while (true)
        {
            var now = Now;
            PoolSignal? warm = null;
            PoolSignal? ended = null;
            _gate.Enter();
            var cell = _books.NextJob(now);
            var arm = _books.Due < _books.Armed;
            if (cell is null)
            {
                warm = Tell(ref _warm, _books.IsWarm, _books.IsFull);
                ended = Tell(ref _ended, _books.IsEmpty || _books.IsForced, result: true);
            }

            _gate.Exit();
            if (cell is null)
            {
                Run(warm);
                Run(ended);
                if (arm)
                {
                    Arm();
                }

                return;
            }

            _ = cell.State == CellState.Opening ? OpenAsync(cell) : CloseAsync(cell);
        }
    }

    private async Task OpenAsync(PoolCell<TConnection> cell)
    {
        TConnection? connection = null;
        Exception? error = null;
        var later = false;
#pragma warning disable CA1031 // A host's code may throw anything; whoever waits gets it as a value.
        try
        {
            var opening = BeginOpening(cell);
            later = !opening.IsCompleted;
            connection = await opening.ConfigureAwait(false);
        }
        catch (Exception caught)
        {
            error = caught;
        }
#pragma warning restore CA1031

        OpeningEnded(cell, connection, error);
        if (later)
        {
            Settle();
        }
    }

    // A connection outlives the request it was opened for, so it does not begin in its context.
    private ValueTask<TConnection> BeginOpening(PoolCell<TConnection> cell)
    {
        var context = new ConnectContext(cell.Resolves);
        var cancel = cell.Attempt!.Token;
        if (ExecutionContext.IsFlowSuppressed())
        {
            return _connector.OpenAsync(context, cancel);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return _connector.OpenAsync(context, cancel);
        }
    }

    private void OpeningEnded(PoolCell<TConnection> cell, TConnection? connection, Exception? error)
    {
        var now = Now;
        if (connection is null)
        {
            error ??= new InvalidOperationException("The connector returned no connection.");
            _gate.Enter();
            var (waiter, told) = _books.OpenFailed(cell, error, now);
            _gate.Exit();
            Run(waiter);
            if (!told)
            {
                Report(PoolTroubleKind.OpenFailed, error);
            }
        }
        else
        {
            _gate.Enter();
            var waiter = _books.Opened(cell, connection, now);
            _gate.Exit();
            Run(waiter);
        }
    }

    private async Task CloseAsync(PoolCell<TConnection> cell)
    {
        var connection = cell.Connection!;
        cell.Connection = null;
        var later = false;
#pragma warning disable CA1031 // A host's code may throw anything; it is reported, and the place is free.
        try
        {
            var closing = _connector.CloseAsync(connection);
            later = !closing.IsCompleted;
            await closing.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Report(PoolTroubleKind.CloseFailed, error);
        }
#pragma warning restore CA1031

        var now = Now;
        _gate.Enter();
        _books.Closed(cell, now);
        _gate.Exit();
        if (later)
        {
            Settle();
        }
    }

    private bool IsAlive(TConnection connection)
    {
#pragma warning disable CA1031 // A host's code may throw anything; the connection is closed.
        try
        {
            return _connector.IsAlive(connection);
        }
        catch (Exception error)
        {
            Report(PoolTroubleKind.CheckFailed, error);
            return false;
        }
#pragma warning restore CA1031
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<PoolGrant<TConnection>> AcquireAskedAsync(bool fresh, CancellationToken cancel)
    {
        var grant = await TakeAsync(cancel).ConfigureAwait(false);
        if (!grant.IsAcquired || (!(fresh && grant.IsReused) && await AskAsync(grant, cancel).ConfigureAwait(false) is null))
        {
            return grant.Now;
        }

        do
        {
            grant = await ReplaceAsync(grant, cancel).ConfigureAwait(false);
        }
        while (fresh && grant.IsReused); // only when max was lowered in between

        if (grant.IsAcquired && await AskAsync(grant, cancel).ConfigureAwait(false) is { } error)
        {
            grant.Dispose();
            return new PoolGrant<TConnection>(PoolGrantKind.ConnectFailed, error);
        }

        return grant.Now;
    }

    // Null when the other side answered, else why not.
    private async ValueTask<Exception?> AskAsync(PoolGrant<TConnection> grant, CancellationToken cancel)
    {
        if (!_pings || grant.Cell!.ConnectionOf(grant.Turn) is not { } connection)
        {
            return null;
        }

#pragma warning disable CA1031 // A host's code may throw anything; the connection is closed.
        try
        {
            return await _connector.PingAsync(connection, cancel).ConfigureAwait(false) ? null : new IOException("The ping was not answered.");
        }
        catch (Exception error)
        {
            if (cancel.IsCancellationRequested)
            {
                grant.Dispose(); // an answer may still come: nobody else must get it
                throw new OperationCanceledException("Cancelled while the ping was under way.", error, cancel);
            }

            Report(PoolTroubleKind.PingFailed, error);
            return error;
        }
#pragma warning restore CA1031
    }

    private ValueTask<PoolGrant<TConnection>> ReplaceAsync(PoolGrant<TConnection> grant, CancellationToken cancel)
    {
        var now = Now;
        _gate.Enter();
        var waiter = _books.Replace(grant.Cell!, grant.Turn, now, cancel);
        _gate.Exit();
        if (waiter is not null)
        {
            return WaitAsync(waiter, cancel);
        }

        grant.Dispose();
        return Refused(PoolGrantKind.Closed);
    }

    private void GiveUp(CancellationTokenSource? attempt)
    {
#pragma warning disable CA1031 // Runs what the connector hung on the token.
        try
        {
            attempt?.Cancel();
        }
        catch (Exception error)
        {
            Report(PoolTroubleKind.CancelFailed, error);
        }
#pragma warning restore CA1031
    }

    private void Report(PoolTroubleKind kind, Exception error)
    {
        if (_services.Troubled is { } troubled)
        {
            Run(new PoolReport(troubled, new PoolTrouble(kind, error)));
        }
    }

    private void Run(IThreadPoolWorkItem? item)
    {
        if (item is null)
        {
            return;
        }

        if (_services.Run is { } run)
        {
            run(item);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
    }

    // Needs the gate.
    private static PoolSignal? Tell(ref PoolSignal? signal, bool now, bool result)
    {
        if (!now || signal is not { IsTold: false } told)
        {
            return null;
        }

        told.IsTold = true;
        told.Result = result;
        return told;
    }
}
