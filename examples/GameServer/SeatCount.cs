namespace Arena;

/// <summary>The lobby's own count of a server's seats, made apart from the balancer's so that one can check the other.</summary>
internal sealed class SeatCount
{
    public int Now { get; private set; }

    public int Peak { get; private set; }

    public int Placed { get; private set; }

    /// <summary>Players who were there when the drain began, or null.</summary>
    public int? AtDrain { get; private set; }

    /// <summary>Players who were placed during the drain; there must be none.</summary>
    public int AfterDrain { get; private set; }

    public void Take()
    {
        Placed++;
        Peak = Math.Max(Peak, ++Now);
        AfterDrain += AtDrain is null ? 0 : 1;
    }

    public void GiveBack() => Now--;

    public void BeginDrain() => AtDrain = Now;
}
