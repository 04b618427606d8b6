using System.Text;

namespace Balancing.Ajp.Tests.Wire;

public class ForwardRequestTests
{
    [Fact]
    public void A_request_comes_back_as_it_was_written()
    {
        var packet = Samples.Request();
        Assert.Equal(AjpFault.None, ForwardRequestReader.Check(packet.AsSpan(4)));
        var reader = new ForwardRequestReader(packet.AsSpan(4));
        Assert.Null(reader.Method);
        Assert.Equal("HTTP/1.1", Text(reader.Protocol));
        Assert.Equal("/app/a%20b;x=y", Text(reader.Path));
        Assert.Equal("192.0.2.7", Text(reader.RemoteAddress));
        Assert.False(reader.HasRemoteHost);
        Assert.Equal("front.example.test", Text(reader.ServerName));
        Assert.Equal(443, reader.ServerPort);
        Assert.True(reader.IsSecure);
        Assert.Equal(4, reader.HeaderCount);
        var seen = new List<string>();
        while (reader.NextHeader(out var field))
        {
            seen.Add($"{field.Code} {Text(field.Name)}={Text(field.Value)}");
        }

        while (reader.NextAttribute(out var attribute))
        {
            seen.Add($"{attribute.Code} {Text(attribute.Name)}={Text(attribute.Value)}{attribute.Number}");
        }

        Assert.Equal(
            [
                "11 host=front.example.test", "0 X-Odd!Name=caf\u00e9\tand more", "9 cookie=", "8 content-length=12", "Secret =s3cret0",
                "QueryString =a=b&c0", "SslCert =-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n0", "SslKeySize =256",
                "RequestAttribute AJP_SSL_PROTOCOL=TLSv1.30", "RequestAttribute AJP_REMOTE_PORT=400000", "StoredMethod =PATCH0",
            ],
            seen);
        Assert.Equal(AjpFault.None, reader.Fault);
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(65536)]
    public void It_fits_to_the_last_byte_of_a_packet_and_not_beyond(int size)
    {
        var rest = size - Write(size, new string('v', 0), out _);
        Assert.Equal(size - 1, Write(size, new string('v', rest - 1), out _));
        Assert.Equal(size, Write(size, new string('v', rest), out _));
        Assert.Equal(0, Write(size, new string('v', rest + 1), out var fault));
        Assert.Equal(AjpFault.TooBig, fault);
        Assert.Equal(0, Write(size, new string('v', 70000), out fault));
        Assert.Equal(AjpFault.TooBig, fault);
    }

    [Theory]
    [InlineData("na me", "v", nameof(AjpFault.BadName))]
    [InlineData("na\nme", "v", nameof(AjpFault.BadName))]
    [InlineData("", "v", nameof(AjpFault.BadName))]
    [InlineData("caf\u00e9", "v", nameof(AjpFault.BadName))]
    [InlineData("name", "v\r\nx: y", nameof(AjpFault.BadText))]
    [InlineData("name", "v\0", nameof(AjpFault.BadText))]
    [InlineData("name", "\u20ac", nameof(AjpFault.BadText))]
    [InlineData("name", null, nameof(AjpFault.MissingText))]
    public void A_header_field_that_cannot_be_said_is_found_before_anything_is_sent(string name, string? value, string expected)
    {
        var writer = Begun(new byte[8192]);
        writer.Header(name, value!);
        Assert.Equal(0, writer.Finish());
        Assert.Equal(expected, writer.Fault.ToString());
    }

    [Theory]
    [InlineData("GET", "HTTP/1.1", "", nameof(AjpFault.MissingText))]
    [InlineData("GET", "", "/", nameof(AjpFault.MissingText))]
    [InlineData("GET", "HTTP/1.1", "/a?b", nameof(AjpFault.BadText))]
    [InlineData("GET", "HTTP/1.1", "/a#b", nameof(AjpFault.BadText))]
    [InlineData("GET", "HTTP/1.1", "/a b", nameof(AjpFault.BadText))]
    [InlineData("GET", "HTTP/1.1", "/a\n", nameof(AjpFault.BadText))]
    [InlineData("G ET", "HTTP/1.1", "/", nameof(AjpFault.BadMethod))]
    [InlineData("", "HTTP/1.1", "/", nameof(AjpFault.BadMethod))]
    public void A_request_line_that_cannot_be_said_is_found_before_anything_is_sent(string method, string protocol, string path, string expected)
    {
        var writer = new ForwardRequestWriter(new byte[8192]);
        writer.Start(method, protocol, path);
        writer.Peers(null, null, null, 80, false);
        Assert.Equal(0, writer.Finish());
        Assert.Equal(expected, writer.Fault.ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_number_that_does_not_fit_is_found_before_anything_is_sent(int number)
    {
        var writer = new ForwardRequestWriter(new byte[8192]);
        writer.Start("GET", "HTTP/1.1", "/");
        writer.Peers(null, null, null, number, false);
        Assert.Equal(0, writer.Finish());
        Assert.Equal(AjpFault.BadNumber, writer.Fault);
        writer = Begun(new byte[8192]);
        writer.KeySize(number);
        Assert.Equal(0, writer.Finish());
    }

    [Fact]
    public void More_header_fields_than_a_number_can_count_are_too_many_for_any_packet()
    {
        var writer = Begun(new byte[65536]);
        for (var i = 0; i < 65536; i++)
        {
            writer.Header("a", "");
        }

        Assert.Equal(0, writer.Finish());
        Assert.Equal(AjpFault.TooBig, writer.Fault);
    }

    [Theory]
    [InlineData("0A", "accept")]
    [InlineData("A000")]
    [InlineData("A00F")]
    [InlineData("A0FF")]
    [InlineData("A100")]
    [InlineData("FFFF")]
    public void A_name_that_is_no_code_and_no_token_is_refused(string name, string? unused = null)
    {
        _ = unused;
        Assert.NotEqual(AjpFault.None, ForwardRequestReader.Check(Raw(header: name + "000161" + "00")));
    }

    [Fact]
    public void A_listed_name_may_be_spelled()
    {
        var payload = Raw(header: "000E" + Convert.ToHexString("Content-Length"u8) + "00" + "00013700");
        Assert.Equal(AjpFault.None, ForwardRequestReader.Check(payload));
        var reader = new ForwardRequestReader(payload);
        Assert.True(reader.NextHeader(out var field));
        Assert.Equal(8, field.Code);
        Assert.Equal("7", Text(field.Value));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0E")]
    [InlineData("FE")]
    [InlineData("10")]
    public void An_attribute_that_is_in_no_table_is_refused(string code) =>
        Assert.Equal(AjpFault.UnknownCode, ForwardRequestReader.Check(Raw(attributes: code + "00016100" + "FF")));

    [Theory]
    [InlineData("0C" + "00016100" + "0C" + "00016200" + "FF", nameof(AjpFault.Repeated))]
    [InlineData("0D" + "00016100" + "FF", nameof(AjpFault.BadMethod))] // a stored method beside a code
    [InlineData("05" + "FFFF" + "FF", nameof(AjpFault.MissingText))]
    [InlineData("0A" + "00016100" + "FFFF" + "FF", nameof(AjpFault.MissingText))]
    [InlineData("0C" + "00016101" + "FF", nameof(AjpFault.Unterminated))]
    [InlineData("0C" + "00010A00" + "FF", nameof(AjpFault.BadText))]
    [InlineData("07" + "00010A00" + "FF", nameof(AjpFault.None))] // a certificate has line ends
    [InlineData("0A" + "00016100" + "00016100" + "0A" + "00016100" + "00016100" + "FF", nameof(AjpFault.None))]
    [InlineData("", nameof(AjpFault.Truncated))]
    [InlineData("FF00", nameof(AjpFault.Surplus))]
    public void Attributes_are_read_strictly(string attributes, string expected) =>
        Assert.Equal(expected, ForwardRequestReader.Check(Raw(attributes: attributes)).ToString());

    [Theory]
    [InlineData("00")]
    [InlineData("1C")]
    [InlineData("FE")]
    [InlineData("FF")] // stored, but not there
    public void A_method_that_is_in_no_table_is_refused(string code) => Assert.Equal(AjpFault.BadMethod, ForwardRequestReader.Check(Raw(method: code)));

    [Theory]
    [InlineData("FFFF")] // null
    [InlineData("00012000")] // a space
    [InlineData("00010000")] // a zero byte inside
    public void A_path_that_is_none_is_refused(string path) => Assert.NotEqual(AjpFault.None, ForwardRequestReader.Check(Raw(path: path)));

    [Fact]
    public void A_count_of_header_fields_that_lies_is_refused()
    {
        var payload = Raw();
        payload[^2] = 1; // the low byte of the count; the end follows
        Assert.NotEqual(AjpFault.None, ForwardRequestReader.Check(payload));
    }

    [Fact]
    public void Every_text_is_null_terminated_or_refused()
    {
        var payload = Samples.Request().AsSpan(4).ToArray();
        for (var i = 0; i < payload.Length; i++)
        {
            if (payload[i] == 0 && i > 20 && payload[i - 1] is >= 0x20 and < 0x7f)
            {
                var changed = payload.ToArray();
                changed[i] = (byte)'x';
                Assert.NotEqual(AjpFault.None, ForwardRequestReader.Check(changed));
            }
        }
    }

    private static ForwardRequestWriter Begun(byte[] packet)
    {
        var writer = new ForwardRequestWriter(packet);
        writer.Start("GET", "HTTP/1.1", "/");
        writer.Peers("192.0.2.7", null, "name", 80, false);
        return writer;
    }

    private static int Write(int size, string value, out AjpFault fault)
    {
        var writer = Begun(new byte[size]);
        writer.Header("X-Long", value);
        writer.Attribute(AttributeCode.Secret, "s");
        var length = writer.Finish();
        fault = writer.Fault;
        return length;
    }

    private static byte[] Raw(string method = "02", string path = "00012F00", string? header = null, string attributes = "FF") => Convert.FromHexString(
        "02" + method + "0008" + Convert.ToHexString("HTTP/1.1"u8) + "00" + path + "FFFF" + "FFFF" + "FFFF" + "0050" + "00"
        + (header is null ? "0000" : "0001" + header) + attributes);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
