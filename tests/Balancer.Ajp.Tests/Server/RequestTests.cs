using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.Ajp.Tests.Server;

public sealed class RequestTests
{
    private static readonly string[] Coded =
    [
        "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK",
        "ACL", "REPORT", "VERSION-CONTROL", "CHECKIN", "CHECKOUT", "UNCHECKOUT", "SEARCH", "MKWORKSPACE", "UPDATE", "LABEL", "MERGE",
        "BASELINE-CONTROL", "MKACTIVITY",
    ];

    public static TheoryData<byte, string> Methods
    {
        get
        {
            var data = new TheoryData<byte, string>();
            for (var i = 0; i < Coded.Length; i++)
            {
                data.Add((byte)(i + 1), Coded[i]);
            }

            return data;
        }
    }

    [Fact]
    public async Task A_request_is_answered_and_the_connection_kept()
    {
        await using var server = await AjpServer.StartAsync(context => context.Response.WriteAsync("hello"));
        await using var front = await server.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            var answer = await front.AskAsync(new Forward());
            Assert.Equal("200 OK [hello] reuse", answer.ToString());
            Assert.Equal(0, answer.Asked);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Each_coded_method_has_its_name(byte code, string name) =>
        Assert.Equal(name, await SeenAsync(new Forward { Method = code }, context => context.Request.Method));

    [Theory]
    [InlineData("PATCH")]
    [InlineData("QUERY")]
    [InlineData("get")]
    [InlineData("ACL")]
    [InlineData("SEARCH")]
    public async Task A_stored_method_is_taken_as_it_is(string name) =>
        Assert.Equal(name, await SeenAsync(new Forward { Method = 255 }.Attribute(13, name), context => context.Request.Method));

    [Theory]
    [InlineData("/", null, "/ ")]
    [InlineData("/a%20b;x=y/c", "q=1&r=%41", "/a b;x=y/c ?q=1&r=%41")]
    [InlineData("/a", "", "/a ?")]
    [InlineData("/a/../b", null, "/b ")]
    [InlineData("/a%2Fb", null, "/a%2Fb ")]
    public async Task Path_and_query_are_those_of_an_ordinary_request(string path, string? query, string expected)
    {
        var request = new Forward { Path = path };
        Assert.Equal(expected, await SeenAsync(
            query is null ? request : request.Attribute(5, query), context => $"{context.Request.Path.Value} {context.Request.QueryString.Value}"));
    }

    [Theory]
    [InlineData("/a", "", "/a?")]
    [InlineData("/a%2f", "x?y", "/a%2f?x?y")]
    [InlineData("http://other.example:81/p", "q", "/p?q")]
    [InlineData("HTTPS://other.example", "q", "/?q")]
    public async Task The_raw_target_is_in_origin_form(string path, string query, string expected) =>
        Assert.Equal(expected, await SeenAsync(
            new Forward { Path = path }.Attribute(5, query), context => context.Features.Get<IHttpRequestFeature>()!.RawTarget));

    [Theory]
    [InlineData("/", "a.example:8080", "a.example:8080")]
    [InlineData("/", null, "www.example.com:81")]
    [InlineData("http://b.example:82/", "a.example", "b.example:82")]
    [InlineData("http://b.example/", null, "b.example")]
    public async Task The_host_is_that_of_the_target_else_of_the_line_else_the_name_of_the_front(string path, string? host, string expected) =>
        Assert.Equal(expected, await SeenAsync(
            new Forward { Path = path, Host = host, ServerPort = 81, Protocol = "HTTP/1.0" }, context => context.Request.Host.Value!));

    [Theory]
    [InlineData("::1", 80, false, "[::1]")]
    [InlineData("h", 443, true, "h")]
    [InlineData("h", 80, true, "h:80")]
    public async Task The_name_of_the_front_has_its_port_when_it_is_not_the_usual_one(string name, int port, bool secure, string expected) =>
        Assert.Equal(expected, await SeenAsync(
            new Forward { Host = null, ServerName = name, ServerPort = port, IsSecure = secure }, context => context.Request.Host.Value!));

    [Fact]
    public async Task Ends_of_the_connection_are_client_and_front()
    {
        var request = new Forward { RemoteAddress = "2001:db8::7", ServerPort = 8443 }
            .Attribute("AJP_REMOTE_PORT", "50123").Attribute("AJP_LOCAL_ADDR", "198.51.100.1");
        Assert.Equal("2001:db8::7 50123 198.51.100.1 8443", await SeenAsync(request, context =>
            $"{context.Connection.RemoteIpAddress} {context.Connection.RemotePort} {context.Connection.LocalIpAddress} {context.Connection.LocalPort}"));
    }

    [Theory]
    [InlineData(null, "1", "")]
    [InlineData("unknown", "1", "")]
    [InlineData("192.0.2.7", "x", "192.0.2.7")]
    [InlineData("192.0.2.7", "70000", "192.0.2.7")]
    public async Task What_is_no_address_or_port_is_none(string? address, string port, string expected) =>
        Assert.Equal($"{expected} 0 {address}", await SeenAsync(
            new Forward { RemoteAddress = address }.Attribute("AJP_REMOTE_PORT", port),
            context => $"{context.Connection.RemoteIpAddress} {context.Connection.RemotePort} {context.Features.Get<IAjpFeature>()!.RemoteAddress}"));

    [Fact]
    public async Task Header_lines_are_passed_on_in_order_but_those_of_the_clients_connection()
    {
        var request = new Forward().Header(1, "text/html").Header("X-One", "1").Header(6, "close, X-One").Header("x-one", "2")
            .Header("Keep-Alive", "5").Header("TE", "trailers").Header("Upgrade", "websocket").Header("Expect", "100-continue")
            .Header("Trailer", "X").Header("Proxy-Connection", "x").Header("Proxy-Authorization", "x").Header("HTTP2-Settings", "x").Header(14, "me");
        Assert.Equal("accept=text/html|connection=close|host=www.example.com|user-agent=me|x-one=1,2", await SeenAsync(request, context =>
            string.Join('|', context.Request.Headers.OrderBy(line => line.Key, StringComparer.OrdinalIgnoreCase)
                .Select(line => $"{line.Key.ToLowerInvariant()}={line.Value}"))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("iso-8859-1")]
    public async Task Header_values_are_Latin_1(string? encoding)
    {
        var seen = await SeenAsync(
            new Forward().Header("X", "f\u00FCr \u00FF\u0080"), context => Convert.ToHexString(Encoding.Latin1.GetBytes(context.Request.Headers["X"]!)),
            kestrel: options =>
            {
                if (encoding is not null)
                {
                    options.RequestHeaderEncodingSelector = _ => Encoding.GetEncoding(encoding);
                }
            });
        Assert.Equal("66FC7220FF80", seen);
    }

    [Fact]
    public async Task An_encoding_that_was_chosen_for_Kestrel_holds_for_AJP_too() =>
        Assert.Equal("fc", await SeenAsync(
            new Forward().Header("X", Encoding.Latin1.GetString("ü"u8)), context => ((int)context.Request.Headers["X"].ToString()[0]).ToString("x", null),
            kestrel: options => options.RequestHeaderEncodingSelector = _ => Encoding.UTF8));

    [Fact]
    public async Task Whatever_the_client_speaks_it_is_a_request_of_http_1_1() =>
        Assert.Equal("HTTP/1.1 HTTP/2.0", await SeenAsync(
            new Forward { Protocol = "HTTP/2.0" }, context => $"{context.Request.Protocol} {context.Features.Get<IAjpFeature>()!.Protocol}"));

    [Fact]
    public async Task The_feature_tells_what_the_front_said()
    {
        var request = new Forward { RemoteHost = "client.example", IsSecure = true, ServerPort = 443 }
            .Attribute(1, "/context").Attribute(2, "/servlet").Attribute(3, "ada").Attribute(4, "Basic").Attribute(6, "node1")
            .Attribute(8, "TLS_AES_256_GCM_SHA384").Attribute(9, "ABCDEF").RawAttribute([11, 1, 0]).Attribute("AJP_SSL_PROTOCOL", "TLSv1.3")
            .Attribute("JK_LB_ACTIVATION", "DIS").Attribute("TENANT", "");
        var seen = await SeenAsync(
            request,
            context =>
            {
                var ajp = context.Features.Get<IAjpFeature>()!;
                return $"{ajp.RemoteHost} {ajp.ServerName} {ajp.ServerPort} {ajp.IsSecure} {ajp.RemoteUser} {ajp.AuthType} {ajp.Route} {ajp.SslCipher} "
                    + $"{ajp.SslSession} {ajp.SslKeySize} {ajp.SslProtocol} {string.Join(',', ajp.Attributes)} {ajp.GetAttribute("JK_LB_ACTIVATION")} "
                    + $"{ajp.GetAttribute("jk_lb_activation") ?? "-"} {context.User.Identity?.IsAuthenticated}";
            },
            ajp => ajp.AllowedAttributes.Add("TENANT"));
        Assert.Equal("client.example www.example.com 443 True ada Basic node1 TLS_AES_256_GCM_SHA384 ABCDEF 256 TLSv1.3 "
            + "[JK_LB_ACTIVATION, DIS],[TENANT, ] DIS - False", seen);
    }

    [Theory]
    [InlineData("Basic", "Basic")]
    [InlineData(null, "AJP")]
    public async Task A_trusted_front_signs_its_user_in(string? how, string expected)
    {
        var request = new Forward().Attribute(3, "ada");
        Assert.Equal($"ada {expected} True", await SeenAsync(
            how is null ? request : request.Attribute(4, how),
            context => $"{context.User.Identity!.Name} {context.User.Identity.AuthenticationType} {context.User.Identity.IsAuthenticated}",
            ajp => ajp.TrustRemoteUser = true));
    }

    [Fact]
    public async Task Names_of_requests_are_unlike_on_one_connection()
    {
        await using var server = await AjpServer.StartAsync(context => context.Response.WriteAsync(context.TraceIdentifier));
        await using var front = await server.ConnectAsync();

        Assert.NotEqual((await front.AskAsync(new Forward())).Text, (await front.AskAsync(new Forward())).Text);
    }

    private static async Task<string> SeenAsync(
        Forward request,
        Func<HttpContext, string> look,
        Action<AjpServerOptions>? configure = null,
        Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>? kestrel = null)
    {
        var seen = "";
        await using var server = await AjpServer.StartAsync(
            context =>
            {
                seen = look(context);
                return Task.CompletedTask;
            },
            configure,
            kestrel);
        await using var front = await server.ConnectAsync();
        var answer = await front.AskAsync(request);
        Assert.Equal(200, answer.Status);
        Assert.True(answer.Reuse);
        return seen;
    }
}
