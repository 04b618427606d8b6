namespace Balancing.Ajp.Tests.Wire;

public class SmallPacketTests
{
    [Fact]
    public void The_fixed_packets_are_what_the_others_send()
    {
        Assert.Equal("123400010A", Convert.ToHexString(FrontPackets.CPing));
        Assert.Equal("1234000" + "20000", Convert.ToHexString(FrontPackets.EndOfBody));
        Assert.Equal("12340000", Convert.ToHexString(FrontPackets.ShortEndOfBody));
        Assert.Equal("4142000109", Convert.ToHexString(ContainerPackets.CPong));
        Assert.Equal("4142000403000000", Convert.ToHexString(ContainerPackets.Flush));
        Assert.Equal("414200020501", Convert.ToHexString(ContainerPackets.EndAndReuse));
        Assert.Equal("414200020500", Convert.ToHexString(ContainerPackets.EndAndClose));
        Assert.Equal("41420003061FFA", Convert.ToHexString(Samples.GetBodyChunk(8186)));
    }

    [Theory]
    [InlineData(8192, 8186)]
    [InlineData(65536, 65530)]
    public void Data_fill_a_packet_to_its_last_byte(int size, int most)
    {
        Assert.Equal(most, AjpPackets.MaxData(size));
        foreach (var count in (int[])[0, 1, most - 1, most])
        {
            var packet = new byte[size];
            var length = FrontPackets.FrameData(packet, count);
            Assert.Equal(Taken.Packet, AjpPackets.TryTake(packet.AsSpan(0, length), Magic.ToContainer, size, out var payload, out _));
            Assert.Equal(AjpFault.None, FrontPackets.ReadData(packet.AsSpan()[payload], out var data));
            Assert.Equal(count, data.Length);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => FrontPackets.FrameData(new byte[size], most + 1));
    }

    [Theory]
    [InlineData(8192, 8184)]
    [InlineData(65536, 65528)]
    public void A_chunk_fills_a_packet_to_its_last_byte(int size, int most)
    {
        Assert.Equal(most, AjpPackets.MaxChunk(size));
        foreach (var count in (int[])[0, 1, most - 1, most])
        {
            var packet = new byte[size];
            packet.AsSpan().Fill(1);
            var length = ContainerPackets.FrameChunk(packet, count);
            Assert.Equal(Taken.Packet, AjpPackets.TryTake(packet.AsSpan(0, length), Magic.ToFront, size, out var payload, out _));
            Assert.Equal(AjpFault.None, ContainerPackets.ReadChunk(packet.AsSpan()[payload], out var data));
            Assert.Equal(count, data.Length);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ContainerPackets.FrameChunk(new byte[size], most + 1));
    }

    [Fact]
    public void Both_spellings_of_the_end_of_a_body_are_understood()
    {
        Assert.Equal(AjpFault.None, FrontPackets.ReadData(FrontPackets.EndOfBody[4..], out var data));
        Assert.True(data.IsEmpty);
        Assert.Equal(AjpFault.None, FrontPackets.ReadData(FrontPackets.ShortEndOfBody[4..], out data));
        Assert.True(data.IsEmpty);
    }

    [Theory]
    [InlineData("00", nameof(AjpFault.Truncated))]
    [InlineData("0001", nameof(AjpFault.Truncated))]
    [InlineData("000041", nameof(AjpFault.Surplus))]
    [InlineData("FFFF41", nameof(AjpFault.Truncated))]
    public void Data_that_lie_about_their_length_are_refused(string payload, string fault) =>
        Assert.Equal(fault, FrontPackets.ReadData(Convert.FromHexString(payload), out _).ToString());

    [Theory]
    [InlineData("03", nameof(AjpFault.Truncated))]
    [InlineData("030000", nameof(AjpFault.Truncated))] // a flush without its zero byte
    [InlineData("0300024100", nameof(AjpFault.Truncated))]
    [InlineData("0300014142", nameof(AjpFault.Unterminated))]
    [InlineData("030001410000", nameof(AjpFault.Surplus))]
    [InlineData("03FFFF4100", nameof(AjpFault.Truncated))]
    public void A_chunk_that_lies_about_its_length_is_refused(string payload, string fault) =>
        Assert.Equal(fault, ContainerPackets.ReadChunk(Convert.FromHexString(payload), out _).ToString());

    [Theory]
    [InlineData("06", nameof(AjpFault.Truncated))]
    [InlineData("0601", nameof(AjpFault.Truncated))]
    [InlineData("060000", nameof(AjpFault.BadNumber))]
    [InlineData("06000100", nameof(AjpFault.Surplus))]
    [InlineData("060001", nameof(AjpFault.None))]
    [InlineData("06FFFF", nameof(AjpFault.None))]
    public void A_question_for_the_body_is_a_number_and_no_more(string payload, string fault) =>
        Assert.Equal(fault, ContainerPackets.ReadGetBodyChunk(Convert.FromHexString(payload), out _).ToString());

    [Theory]
    [InlineData("05", nameof(AjpFault.Truncated), false)]
    [InlineData("0500", nameof(AjpFault.None), false)]
    [InlineData("0501", nameof(AjpFault.None), true)]
    [InlineData("05FF", nameof(AjpFault.None), true)]
    [InlineData("050101", nameof(AjpFault.Surplus), true)]
    public void The_end_says_whether_there_is_a_next_time(string payload, string fault, bool reuse)
    {
        Assert.Equal(fault, ContainerPackets.ReadEnd(Convert.FromHexString(payload), out var said).ToString());
        Assert.Equal(reuse, said);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_number_that_does_not_fit_is_not_written(int count) => Assert.Equal(0, ContainerPackets.WriteGetBodyChunk(new byte[16], count));
}
