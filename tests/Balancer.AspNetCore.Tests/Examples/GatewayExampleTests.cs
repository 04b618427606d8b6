using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Network;
using Examples;

namespace Balancing.AspNetCore.Tests.Examples;

public class GatewayExampleTests
{
    [Fact(Timeout = 2 * Limits.Test)]
    public async Task It_plays_requests_and_shows_who_got_what()
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);

        var code = await GatewayExample.RunAsync(["--requests", "200", "--urls", "http://127.0.0.1:0"], output);

        var text = output.ToString();
        Assert.True(code == 0, text);
        Assert.Contains("/apps/     -> balancer://foo/", text, StringComparison.Ordinal);
        Assert.Contains("javaapps/ is left out", text, StringComparison.Ordinal);
        Assert.Contains("/balancer-manager in a browser", text, StringComparison.Ordinal);
        Assert.Contains("200 requests, 0 failed", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split('\n').Count(line => line.TrimStart().StartsWith("curl ", StringComparison.Ordinal)));
        var (one, two, standby) = (Row(text, "php1"), Row(text, "php2"), Row(text, "phpbkup"));
        Assert.Equal(200, one.Requests + two.Requests);
        Assert.Equal(0, standby.Requests);
        Assert.InRange(two.Share, 60, 95); // due: 80
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_taken_port_is_a_message_and_no_stack_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var output = new StringWriter(CultureInfo.InvariantCulture);

        var code = await GatewayExample.RunAsync(["--urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"], output);

        Assert.Equal(1, code);
        Assert.StartsWith("Cannot listen on http://127.0.0.1:", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output.ToString(), StringComparison.Ordinal);
    }

    private static (int Requests, double Share) Row(string text, string member)
    {
        var words = text.Split('\n').Last(line => line.StartsWith(member + " ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (int.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[4], CultureInfo.InvariantCulture));
    }
}
