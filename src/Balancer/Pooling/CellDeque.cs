namespace Balancing.Pooling;

/// <summary>Cells in order of arrival: taken from the top as a stack, from the bottom as a queue. Needs the pool's gate.</summary>
internal struct CellDeque<TConnection>
    where TConnection : class
{
    /// <summary>The one that came last.</summary>
    public PoolCell<TConnection>? Top { get; private set; }

    /// <summary>The one that came first.</summary>
    public PoolCell<TConnection>? Bottom { get; private set; }

    public int Count { get; private set; }

    public void Push(PoolCell<TConnection> cell)
    {
        var top = Top;
        cell.Below = top;
        if (top is null)
        {
            Bottom = cell;
        }
        else
        {
            top.Above = cell;
        }

        Top = cell;
        Count++;
    }

    public void Remove(PoolCell<TConnection> cell)
    {
        var (above, below) = (cell.Above, cell.Below);
        if (above is null)
        {
            Top = below;
        }
        else
        {
            above.Below = below;
            cell.Above = null;
        }

        if (below is null)
        {
            Bottom = above;
        }
        else
        {
            below.Above = above;
            cell.Below = null;
        }

        Count--;
    }
}
