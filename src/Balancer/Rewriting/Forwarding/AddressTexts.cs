using System.Net;

namespace Balancing.Rewriting;

/// <summary>
/// Addresses as text. Clients come again and again, so some of the last ones are remembered; a place is overwritten by whoever needs it
/// (entries never change, so a race costs a text, nothing more).
/// </summary>
internal sealed class AddressTexts
{
    private const int Size = 1024;

    private readonly Entry?[] _known = new Entry?[Size];

    public string Of(IPAddress address)
    {
        ref var place = ref _known[(uint)address.GetHashCode() % Size];
        if (Volatile.Read(ref place) is { } known && known.Address.Equals(address))
        {
            return known.Text;
        }

        var made = new Entry(address, PeerTrust.Plain(address).ToString());
        Volatile.Write(ref place, made);
        return made.Text;
    }

    private sealed record Entry(IPAddress Address, string Text);
}
