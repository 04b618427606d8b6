namespace Balancing.Benchmarks;

/// <summary>What one would write first: httpd's loop over all members, under a lock.</summary>
internal sealed class LockedScan(int[] factors)
{
    private readonly Lock _gate = new();
    private readonly int[] _status = new int[factors.Length];

    public int Elect()
    {
        lock (_gate)
        {
            var best = 0;
            var total = 0;
            for (var i = 0; i < factors.Length; i++)
            {
                total += factors[i];
                if ((_status[i] += factors[i]) > _status[best])
                {
                    best = i;
                }
            }

            _status[best] -= total;
            return best;
        }
    }
}
