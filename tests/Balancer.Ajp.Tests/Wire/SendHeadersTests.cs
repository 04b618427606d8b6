using System.Text;

namespace Balancing.Ajp.Tests.Wire;

public class SendHeadersTests
{
    [Fact]
    public void A_head_comes_back_as_it_was_written()
    {
        var reader = new SendHeadersReader(Samples.Head().AsSpan(4));
        Assert.Equal(200, reader.Status);
        Assert.Equal("OK", Text(reader.Reason));
        Assert.Equal(4, reader.HeaderCount);
        var seen = new List<string>();
        while (reader.NextHeader(out var field))
        {
            seen.Add($"{field.Code} {Text(field.Name)}={Text(field.Value)}");
        }

        Assert.Equal(["1 Content-Type=text/html;charset=UTF-8", "7 Set-Cookie=a=b; Path=/", "7 Set-Cookie=caf\u00e9", "0 X-Other="], seen);
        Assert.Equal(AjpFault.None, reader.Fault);
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(65536)]
    public void It_fits_to_the_last_byte_of_a_packet_and_not_beyond(int size)
    {
        var rest = size - Write(size, "", out _);
        Assert.Equal(size, Write(size, new string('v', rest), out _));
        Assert.Equal(0, Write(size, new string('v', rest + 1), out var fault));
        Assert.Equal(AjpFault.TooBig, fault);
    }

    [Theory]
    [InlineData(99, nameof(AjpFault.BadStatus))]
    [InlineData(1000, nameof(AjpFault.BadStatus))]
    [InlineData(-1, nameof(AjpFault.BadStatus))]
    [InlineData(100, nameof(AjpFault.None))]
    [InlineData(999, nameof(AjpFault.None))]
    public void A_status_has_three_digits(int status, string expected)
    {
        var writer = new SendHeadersWriter(new byte[8192], status, null);
        Assert.Equal(expected == nameof(AjpFault.None), writer.Finish() > 0);
        Assert.Equal(expected, writer.Fault.ToString());
    }

    [Theory]
    [InlineData("0400C8" + "FFFF" + "0000", nameof(AjpFault.None))] // no reason
    [InlineData("0400C8" + "000000" + "0000", nameof(AjpFault.None))] // an empty one
    [InlineData("040063" + "FFFF" + "0000", nameof(AjpFault.BadStatus))]
    [InlineData("0403E8" + "FFFF" + "0000", nameof(AjpFault.BadStatus))]
    [InlineData("0400C8" + "00010A00" + "0000", nameof(AjpFault.BadText))]
    [InlineData("0400C8" + "FFFF" + "0001", nameof(AjpFault.Truncated))]
    [InlineData("0400C8" + "FFFF" + "FFFF", nameof(AjpFault.Truncated))]
    [InlineData("0400C8" + "FFFF" + "000000", nameof(AjpFault.Surplus))]
    [InlineData("0400C8" + "FFFF" + "0001" + "A00B" + "00016100", nameof(AjpFault.None))]
    [InlineData("0400C8" + "FFFF" + "0001" + "A00C" + "00016100", nameof(AjpFault.UnknownCode))]
    [InlineData("0400C8" + "FFFF" + "0001" + "A000" + "00016100", nameof(AjpFault.UnknownCode))]
    [InlineData("0400C8" + "FFFF" + "0001" + "00012000" + "00016100", nameof(AjpFault.BadName))]
    [InlineData("0400C8" + "FFFF" + "0001" + "000000" + "00016100", nameof(AjpFault.BadName))]
    [InlineData("0400C8" + "FFFF" + "0001" + "A001" + "FFFF", nameof(AjpFault.MissingText))]
    [InlineData("0400C8" + "FFFF" + "0001" + "A001" + "00016101", nameof(AjpFault.Unterminated))]
    [InlineData("0400C8" + "FFFF" + "0001" + "A001" + "00026100", nameof(AjpFault.Truncated))]
    [InlineData("0400C8" + "FFFF" + "0001" + "A001" + "00020D0A00", nameof(AjpFault.BadText))]
    [InlineData("0500C8" + "FFFF" + "0000", nameof(AjpFault.UnknownCode))]
    public void A_head_is_read_strictly(string payload, string expected) =>
        Assert.Equal(expected, SendHeadersReader.Check(Convert.FromHexString(payload)).ToString());

    private static int Write(int size, string value, out AjpFault fault)
    {
        var writer = new SendHeadersWriter(new byte[size], 200, "OK");
        writer.Header("X-Long", value);
        var length = writer.Finish();
        fault = writer.Fault;
        return length;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
