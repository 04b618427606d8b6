namespace Balancing.Ajp.Tests.Wire;

public class PacketTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_packet_split_at_any_byte_is_a_part_until_it_is_whole(bool ofFront)
    {
        foreach (var packet in Samples.All(ofFront))
        {
            byte[] more = [.. packet, 1, 2, 3];
            for (var length = 0; length <= more.Length; length++)
            {
                var taken = AjpPackets.TryTake(more.AsSpan(0, length), Samples.Of(ofFront), 8192, out var payload, out var used);
                Assert.Equal(length < packet.Length ? Taken.Part : Taken.Packet, taken);
                Assert.Equal(length < packet.Length ? 0 : packet.Length, used);
                Assert.Equal(length < packet.Length ? 0..0 : 4..packet.Length, payload);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_payload_cut_at_any_byte_is_never_taken_for_a_whole_one(bool ofFront)
    {
        foreach (var packet in Samples.All(ofFront).Where(packet => packet.Length > 8))
        {
            for (var length = 1; length < packet.Length - 4; length++)
            {
                var cut = packet.AsSpan(4, length);
                Assert.NotEqual(AjpFault.None, ofFront ? ForwardRequestReader.Check(cut) : SendHeadersReader.Check(cut));
                Assert.NotEqual(AjpFault.None, ofFront ? FrontPackets.ReadData(cut, out _) : ContainerPackets.ReadChunk(cut, out _));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_byte_after_the_end_of_a_payload_makes_it_wrong(bool ofFront)
    {
        foreach (var packet in Samples.All(ofFront))
        {
            byte[] more = [.. packet.AsSpan(4), 0];
            var sound = ofFront
                ? ForwardRequestReader.Check(more) == AjpFault.None || (FrontPackets.ReadData(more, out var data) == AjpFault.None && !data.IsEmpty)
                : SendHeadersReader.Check(more) == AjpFault.None || ContainerPackets.ReadChunk(more, out _) == AjpFault.None
                    || ContainerPackets.ReadEnd(more, out _) == AjpFault.None || (more.Length == 4 && ContainerPackets.ReadGetBodyChunk(more, out _) == AjpFault.None);
            Assert.False(sound);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_wrong_magic_is_refused_at_its_first_wrong_byte(int at)
    {
        foreach (var ofFront in (bool[])[true, false])
        {
            var packet = Samples.All(ofFront)[0];
            packet[at] ^= 1;
            Assert.Equal(at == 0 ? Taken.Invalid : Taken.Part, Take(packet.AsSpan(0, 1), ofFront));
            for (var length = 2; length <= packet.Length; length++)
            {
                Assert.Equal(Taken.Invalid, Take(packet.AsSpan(0, length), ofFront));
            }
        }
    }

    [Fact]
    public void A_packet_of_the_other_side_is_refused()
    {
        Assert.Equal(Taken.Invalid, Take(ContainerPackets.CPong, ofFront: true));
        Assert.Equal(Taken.Invalid, Take(FrontPackets.CPing, ofFront: false));
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(9216)]
    [InlineData(65536)]
    public void A_packet_may_be_as_long_as_agreed_and_no_longer(int size)
    {
        var buffer = new byte[size + 1];
        (buffer[0], buffer[1]) = (0x12, 0x34);
        foreach (var (length, expected) in ((int, Taken)[])[(size - 5, Taken.Packet), (size - 4, Taken.Packet), (size - 3, Taken.Invalid), (65535, Taken.Invalid)])
        {
            (buffer[2], buffer[3]) = ((byte)(length >> 8), (byte)length);
            Assert.Equal(expected, AjpPackets.TryTake(buffer, Magic.ToContainer, size, out _, out _));
        }
    }

    [Fact]
    public void A_length_that_cannot_be_is_refused_before_its_last_byte() =>
        Assert.Equal(Taken.Invalid, AjpPackets.TryTake([0x12, 0x34, 0x20], Magic.ToContainer, 8192, out _, out _));

    [Theory]
    [InlineData(0, 8192)]
    [InlineData(-1, 8192)]
    [InlineData(8192, 8192)]
    [InlineData(8193, 9216)]
    [InlineData(65535, 65536)]
    [InlineData(65536, 65536)]
    [InlineData(65537, 65536)]
    [InlineData(long.MaxValue, 65536)]
    public void A_packet_size_is_taken_as_httpd_takes_it(long wanted, int size) => Assert.Equal(size, AjpPackets.SizeOf(wanted));

    private static Taken Take(ReadOnlySpan<byte> buffer, bool ofFront) =>
        AjpPackets.TryTake(buffer, Samples.Of(ofFront), 8192, out _, out _);
}
