using System.Text;

namespace Balancing.Ajp.Tests.Wire;

public class CodeTests
{
    private static readonly string[] Methods =
    [
        "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "ACL",
        "REPORT", "VERSION-CONTROL", "CHECKIN", "CHECKOUT", "UNCHECKOUT", "SEARCH", "MKWORKSPACE", "UPDATE", "LABEL", "MERGE",
        "BASELINE-CONTROL", "MKACTIVITY",
    ];

    private static readonly string[] RequestNames =
    [
        "accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "connection", "content-type", "content-length",
        "cookie", "cookie2", "host", "pragma", "referer", "user-agent",
    ];

    private static readonly string[] ResponseNames =
    [
        "Content-Type", "Content-Language", "Content-Length", "Date", "Last-Modified", "Location", "Set-Cookie", "Set-Cookie2",
        "Servlet-Engine", "Status", "WWW-Authenticate",
    ];

    [Fact]
    public void Every_method_has_its_code_both_ways()
    {
        Assert.Equal(27, Methods.Length);
        for (var i = 0; i < Methods.Length; i++)
        {
            Assert.Equal(i + 1, AjpCodes.CodeOfMethod(Methods[i]));
            Assert.Equal(Methods[i], AjpCodes.MethodOf(i + 1));
        }

        Assert.Equal(Methods.Length, AjpCodes.MethodCount);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("CONNECT")]
    [InlineData("QUERY")]
    [InlineData("get")]
    [InlineData("Get")]
    [InlineData("GETT")]
    [InlineData("")]
    public void A_method_without_a_code_is_stored(string method) => Assert.Equal(0xFF, AjpCodes.CodeOfMethod(method));

    [Theory]
    [InlineData(0)]
    [InlineData(28)]
    [InlineData(255)]
    [InlineData(-1)]
    public void There_is_no_method_beyond_the_table(int code) => Assert.Null(AjpCodes.MethodOf(code));

    [Fact]
    public void Every_name_of_a_header_field_has_its_code_both_ways_whatever_its_case()
    {
        Check(AjpCodes.RequestNames, RequestNames);
        Check(AjpCodes.ResponseNames, ResponseNames);
    }

    [Theory]
    [InlineData("accep")]
    [InlineData("acceptt")]
    [InlineData("x-forwarded-for")]
    [InlineData("")]
    [InlineData("a-name-that-is-longer-than-all-of-the-table")]
    public void Another_name_has_no_code(string name)
    {
        Assert.Equal(0, AjpCodes.RequestNames.CodeOf(name));
        Assert.Equal(0, AjpCodes.RequestNames.CodeOf(Encoding.ASCII.GetBytes(name)));
    }

    [Fact]
    public void Every_method_goes_over_the_wire_and_comes_back()
    {
        foreach (var method in (string[])[.. Methods, "PATCH", "CONNECT", "x!", "get"])
        {
            var packet = new byte[8192];
            var writer = new ForwardRequestWriter(packet);
            writer.Start(method, "HTTP/1.1", "/");
            writer.Peers("::1", "host", "name", 80, false);
            var length = writer.Finish();
            var reader = new ForwardRequestReader(packet.AsSpan(4, length - 4));
            var stored = "";
            Assert.False(reader.NextHeader(out _));
            while (reader.NextAttribute(out var attribute))
            {
                stored = Encoding.Latin1.GetString(attribute.Value);
            }

            Assert.Equal(AjpFault.None, reader.Fault);
            Assert.Equal(method, reader.Method ?? stored);
        }
    }

    [Fact]
    public void Every_attribute_goes_over_the_wire_and_comes_back()
    {
        for (var code = AttributeCode.Context; code <= AttributeCode.Secret; code++)
        {
            var packet = new byte[8192];
            var writer = new ForwardRequestWriter(packet);
            writer.Start("GET", "HTTP/1.1", "/");
            writer.Peers("::1", null, "name", 80, false);
            if (code == AttributeCode.SslKeySize)
            {
                writer.KeySize(65535);
            }
            else if (code == AttributeCode.RequestAttribute)
            {
                writer.Attribute("name", "");
            }
            else
            {
                writer.Attribute(code, "value");
            }

            var reader = new ForwardRequestReader(packet.AsSpan(4, writer.Finish() - 4));
            Assert.False(reader.NextHeader(out _));
            Assert.True(reader.NextAttribute(out var attribute));
            Assert.Equal(code, attribute.Code);
            Assert.Equal(code == AttributeCode.SslKeySize ? 65535 : 0, attribute.Number);
            Assert.Equal(code == AttributeCode.RequestAttribute ? "name" : "", Encoding.Latin1.GetString(attribute.Name));
            Assert.False(reader.NextAttribute(out _));
            Assert.Equal(AjpFault.None, reader.Fault);
        }
    }

    private static void Check(CodeNames table, string[] names)
    {
        Assert.Equal(names.Length, table.Count);
        for (var i = 0; i < names.Length; i++)
        {
            Assert.Equal(i + 1, table.CodeOf(names[i]));
            Assert.Equal(i + 1, table.CodeOf(names[i].ToUpperInvariant()));
            Assert.Equal(i + 1, table.CodeOf(Encoding.ASCII.GetBytes(names[i].ToLowerInvariant())));
            Assert.Equal(names[i], table.NameOf(i + 1));
            Assert.Equal(names[i], Encoding.ASCII.GetString(table.BytesOf(i + 1)));
        }
    }
}
