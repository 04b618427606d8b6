namespace Balancing.Manager.Tests.Serving;

/// <summary>An edit that could not be saved is in force, and whoever made it is told.</summary>
public sealed class NotSavedTests : IDisposable
{
    private readonly string _inTheWay = Path.GetTempFileName();

    public void Dispose() => File.Delete(_inTheWay);

    [Theory]
    [InlineData("")]
    [InlineData("&do=apply&revision=0")]
    public void The_page_says_so(string step)
    {
        using var bench = new Bench(Bench.Two().Persist().StateDirectory(_inTheWay).Build());

        var answer = bench.Post($"b=foo&w=http://10.0.0.1&w_lf=4{step}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Applied, but not saved", Bench.Text(answer), StringComparison.Ordinal);
        Assert.Equal(4, bench.Foo.Snapshot()["http://10.0.0.1"].Factor);
    }

    [Fact]
    public void The_API_says_so()
    {
        using var bench = new Bench(Bench.Two().Persist().StateDirectory(_inTheWay).Build());
        bench.Fields["X-Balancer-Nonce"] = bench.Token;

        var answer = bench.Send("""{"edits":[{"member":"http://10.0.0.1","set":{"loadFactor":4}}]}""", "/api/v1/balancers/foo/edits", "application/json");

        Assert.Equal(200, answer.Status);
        Assert.Contains("\"notSaved\":{\"place\":", Bench.Text(answer), StringComparison.Ordinal);
    }
}
