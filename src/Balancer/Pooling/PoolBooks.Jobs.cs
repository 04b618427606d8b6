namespace Balancing.Pooling;

/// <summary>The beginning and the end of a place: what is to be opened and closed, by whoever asks for the next job.</summary>
internal sealed partial class PoolBooks<TConnection>
{
    private readonly List<PoolCell<TConnection>> _all = [];
    private PoolCell<TConnection>? _firstJob;
    private PoolCell<TConnection>? _lastJob;

    public bool HasJobs => _firstJob is not null;

    /// <summary>The next cell to open or to close, or null.</summary>
    public PoolCell<TConnection>? NextJob(long now)
    {
        if (_firstJob is { } job)
        {
            _firstJob = job.NextJob;
            _lastJob = _firstJob is null ? null : _lastJob;
            job.NextJob = null;
            return job;
        }

        if (IsClosed || Open >= Numbers.Max || _covering.Count >= Math.Max(_line.Count, WantedAhead(now)))
        {
            return null;
        }

        var cell = Begin(now);
        cell.Covers = true;
        _covering.Push(cell);
        return cell;
    }

    /// <summary>A connection has been closed, well or not.</summary>
    public void Closed(PoolCell<TConnection> cell, long now)
    {
        _closing--;
        _closed++;
        Forget(cell);
        if (cell.Owner is not { } heir)
        {
            return;
        }

        cell.Owner = null;
        if (Open < Numbers.Max)
        {
            var next = Begin(now);
            next.Owner = heir;
            heir.Cell = next;
            AddJob(next);
        }
        else if (_idle.Bottom is { } spare)
        {
            spare.Owner = heir; // max was lowered in between: another place, then
            heir.Cell = spare;
            DiscardIdle(spare);
        }
        else
        {
            // none: it was served before all who are in line
            heir.Cell = null;
            _line.AddFirst(heir);
            WatchLine();
        }
    }

    // Begins an opening; the place is taken from now on.
    private PoolCell<TConnection> Begin(long now)
    {
        var resolves = !_addressKnown || (Numbers.AddressTtl != PoolNumbers.Never && now - _addressSince >= Numbers.AddressTtl);
        var cell = new PoolCell<TConnection>(pool)
        {
            State = CellState.Opening,
            Attempt = new CancellationTokenSource(),
            Generation = _generation,
            Resolves = resolves,
            AddressSince = resolves ? now : _addressSince,
            Index = _all.Count,
        };
        _all.Add(cell);
        _opening++;
        return cell;
    }

    private void EndOpening(PoolCell<TConnection> cell)
    {
        _opening--;
        cell.State = CellState.Checking;
        cell.Attempt = null;
        StopCovering(cell);
    }

    private void StopCovering(PoolCell<TConnection> cell)
    {
        if (cell.Covers)
        {
            cell.Covers = false;
            _covering.Remove(cell);
        }
    }

    private void Discard(PoolCell<TConnection> cell)
    {
        _inUse--;
        _closing++;
        cell.State = CellState.Closing;
        AddJob(cell);
    }

    private void DiscardIdle(PoolCell<TConnection> cell)
    {
        _idle.Remove(cell);
        _inUse++;
        Discard(cell);
    }

    private void AddJob(PoolCell<TConnection> cell)
    {
        if (_lastJob is null)
        {
            _firstJob = cell;
        }
        else
        {
            _lastJob.NextJob = cell;
        }

        _lastJob = cell;
    }

    private void Forget(PoolCell<TConnection> cell)
    {
        cell.State = CellState.Gone;
        var last = _all[^1];
        _all[cell.Index] = last;
        last.Index = cell.Index;
        _all.RemoveAt(_all.Count - 1);
    }
}
