using System.Text;

namespace Balancing.Manager.Tests.Serving;

/// <summary>Whatever comes, the manager answers, and without a token nothing is changed.</summary>
public class FuzzTests
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "", "PO ST", "\0"];

    private static readonly string[] Paths =
        ["", "/", "/why", "/journal", "/live", "/style.css", "/api/v1", "/api/v1/balancers/foo", "/api/v1/balancers/foo/edit", "/api/", "/api", "/../x", "/\u0000", "//", "/ä"];

    private static readonly string[] Names =
        ["b", "w", "nonce", "do", "revision", "remove", "drain", "deadline", "readmit", "undo", "b_nwrkr", "b_wyes", "xml", "q", "sort", "done", "path", "method", "host", "cookies", "fields", "x", "",
            .. EditWords.OfMember.Concat(EditWords.OfBalancer).Select(w => w.Word)];

    private static readonly string[] Values =
        ["", "0", "1", "-1", "foo", "balancer://foo", "http://10.0.0.1", "http%3A%2F%2F10.0.0.2", "preview", "apply", "99999999999999999999", "1e308", "NaN", "%", "%zz", "%00", "%FF", "<script>", "'\"", "a b", "\r\n",
            "None", "GET", "/x", "/x?y=%41", "TCP", "bytraffic", "%{REQUEST_STATUS} == 200", "((((", "http://[::1", "http://169.254.169.254", "unix:/x|http://y", "ä"];

    [Fact]
    public void Ten_thousand_requests_without_a_token_are_answered_and_change_nothing()
    {
        using var bench = Bench.OfTwo();
        var random = new Random(7);
        var before = bench.State;

        for (var i = 0; i < 10_000; i++)
        {
            var answer = Ask(bench, random, "");

            Assert.InRange(answer.Status, 200, 499);
        }

        Assert.Equal(before, bench.State);
        Assert.Empty(bench.Foo.Journal);
    }

    [Fact]
    public void With_a_token_they_are_answered_too_and_the_balancer_goes_on()
    {
        using var bench = Bench.OfTwo();
        var random = new Random(8);
        var token = bench.Token;

        for (var i = 0; i < 10_000; i++)
        {
            Assert.InRange(Ask(bench, random, $"nonce={token}&").Status, 200, 499);
        }

        Assert.Equal(200, bench.Get().Status);
        Assert.NotEmpty(bench.Foo.Journal);
        Assert.All(bench.Foo.Snapshot().Members, m => Assert.InRange(m.Factor, 1, 100));
    }

    private static ManagerResponse Ask(Bench bench, Random random, string start)
    {
        bench.Fields.Clear();
        foreach (var field in new[] { "Origin", "Referer", "Sec-Fetch-Site", "X-Balancer-Nonce", "If-None-Match" })
        {
            if (start.Length == 0 && random.Next(8) == 0)
            {
                bench.Fields[field] = Pick(random, Values);
            }
        }

        var isForm = random.Next(4) > 0;
        var (method, path) = (isForm ? "POST" : Pick(random, Methods), isForm && random.Next(3) > 0 ? "" : Pick(random, Paths));
        var type = isForm ? Bench.Form : random.Next(2) == 0 ? "application/json" : Pick(random, Values);
        var body = random.Next(10) == 0 ? Noise(random) : Encoding.UTF8.GetBytes(start + Form(random));
        return bench.Ask(method, path, random.Next(3) == 0 ? Form(random) : "", body, type);
    }

    private static string Form(Random random)
    {
        var form = new StringBuilder(random.Next(3) > 0 ? "b=foo&w=http://10.0.0.1&" : "");
        for (var i = random.Next(5); i >= 0; i--)
        {
            form.Append(Pick(random, Names)).Append(random.Next(20) == 0 ? "" : "=").Append(Pick(random, Values)).Append(random.Next(20) == 0 ? ';' : '&');
        }

        return form.ToString();
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Pick(Random random, string[] all) => all[random.Next(all.Length)];
}
