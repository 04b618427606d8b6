namespace Balancing.Ajp.Tests.Wire;

/// <summary>Packets with bytes changed, cut and put in: no reader throws, reads outside, or says two things about the same bytes.</summary>
public class MutationTests
{
    private const int Rounds = 40_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_changed_packet_is_a_part_a_packet_or_nothing(bool ofFront)
    {
        var random = new Random(ofFront ? 1 : 2);
        var samples = Samples.All(ofFront);
        for (var round = 0; round < Rounds; round++)
        {
            var packet = Changed(samples[random.Next(samples.Length)], random);
            var taken = AjpPackets.TryTake(packet, Samples.Of(ofFront), 8192, out var payload, out var used);
            Assert.True(used <= packet.Length && (taken == Taken.Packet) == (used > 0));
            if (taken == Taken.Packet)
            {
                var bytes = packet.AsSpan()[payload];
                Assert.Equal(Read(bytes, ofFront), Read(bytes.ToArray(), ofFront));
            }
        }
    }

    private static string Read(ReadOnlySpan<byte> payload, bool ofFront) => ofFront ? Samples.ReadFront(payload) : Samples.ReadContainer(payload);

    private static byte[] Changed(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at) + 1);
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
