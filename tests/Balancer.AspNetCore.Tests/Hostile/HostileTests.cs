using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Hostile;

/// <summary>Whatever a member does, its client gets a right answer, an honest error or a visible break, and the next client its own answer.</summary>
public class HostileTests(HostileGateway gateway) : IClassFixture<HostileGateway>
{
    private const string Ok = "HTTP/1.1 200 OK¶";
    private const string Three = "HTTP/1.1 200 OK¶Content-Length: 3¶¶";
    private const string Chunked = "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶";

    public static TheoryData<string, string> Silences => new()
    {
        { "✂", "502" },
        { "⚡", "502" },
        { "◐", "502" },
        { "…", "504" },
        { "!✂", "502" },
        { "!⚡", "502" },
        { "!…", "504" },
        { "H✂", "502" },
        { "HTTP/1.1 2⚡", "502" },
        { "HTTP/1.1◐", "502" },
        { "HTTP/1.1 200 O…", "504" },
        { Ok + "✂", "502" },
        { Ok + "⚡", "502" },
        { Ok + "◐", "502" },
        { Ok + "…", "504" },
        { Ok + "X-A: 1✂", "502" },
        { Ok + "X-A: 1¶…", "504" },
        { "HTTP/1.1 100 Continue¶¶✂", "502" },
        { "HTTP/1.1 100 Continue¶¶⚡", "502" },
        { "HTTP/1.1 100 Continue¶¶…", "504" },
        { "HTTP/1.1 103 Early Hints¶Link: <x>¶…", "504" },
    };

    public static TheoryData<string, string> Bodies => new()
    {
        { Three + "a✂", "broken" },
        { Three + "a⚡", "broken" },
        { Three + "a◐", "broken" },
        { Three + "a…", "broken" },
        { Three + "✂", "broken" },
        { Three + "…", "broken" },
        { Chunked + "✂", "broken" },
        { Chunked + "3✂", "broken" },
        { Chunked + "3¶a⚡", "broken" },
        { Chunked + "3¶abc…", "broken" },
        { Chunked + "3¶abc¶◐", "broken" },
        { Chunked + "3¶abc¶0✂", "broken" },
        { Chunked + "3¶abc¶0¶✂", "broken" },
        { Chunked + "3¶abc¶0¶…", "broken" },
        { Chunked + "3¶abc¶0¶X-T: 1⚡", "broken" },
        { Ok + "¶abc✂", "200 [abc]" },
        { Ok + "¶abc◐", "200 [abc]" },
        { Ok + "¶abc⚡", "broken" },
        { Ok + "¶abc…", "broken" },
        { "HTTP/1.0 200 OK¶¶abc✂", "200 [abc]" },
        { "HTTP/1.0 200 OK¶Content-Length: 3¶¶a✂", "broken" },
    };

    public static TheoryData<string, string> Surplus => new()
    {
        { Three + "abcX", "200 [abc]" },
        { Three + "abc" + Three + "bad", "200 [abc]" },
        { Three + "abcX✂", "200 [abc]" },
        { Chunked + "3¶abc¶0¶¶" + Three + "bad", "200 [abc]" },
        { "HTTP/1.1 204 No Content¶¶" + Three + "bad", "204 []" },
        { "HTTP/1.1 304 Not Modified¶Content-Length: 3¶¶bad", "304 []" },
        { Three + "abc‥X", "200 [abc]" },
        { Three + "abc‥¶", "200 [abc]" },
        { Three + "abc‥" + Three + "bad", "200 [abc]" },
        { Three + "abc‥HTTP/1.1 408 Request Timeout¶Content-Length: 0¶¶✂", "200 [abc]" },
        { Three + "abc‥✂", "200 [abc]" },
        { Three + "abc‥⚡", "200 [abc]" },
        { Three + "abc‥◐", "200 [abc]" },
        { Chunked + "3¶abc¶0¶¶‥0¶¶", "200 [abc]" },
        { "HTTP/1.1 204 No Content¶¶‥" + Three + "bad", "204 []" },
        { Ok + "Connection: close¶Content-Length: 3¶¶abc‥" + Three + "bad✂", "200 [abc]" },
    };

    public static TheoryData<string, string> Floods => new()
    {
        { string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue¶¶", 5_000)) + "✂", "502" },
        { string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints¶Link: <x>¶¶", 5_000)) + Three + "abc✂", "502" },
        { "HTTP/1.1 101 Switching Protocols¶Upgrade: x¶¶" + Three + "abc✂", "502" },
        { $"HTTP/1.1 200 {new string('x', 200_000)}✂", "502" },
        { $"{Ok}X-A: {new string('x', 200_000)}✂", "502" },
        { Ok + string.Concat(Enumerable.Repeat("X-A: 1¶", 20_000)) + "✂", "502" },
        { $"{Ok}{new string('x', 200_000)}✂", "502" },
        { $"{Chunked}{new string('0', 200_000)}✂", "broken" },
        { $"{Chunked}1;{new string('x', 200_000)}✂", "broken" },
        { $"{Chunked}3¶abc¶0¶{string.Concat(Enumerable.Repeat("X-T: 1¶", 20_000))}✂", "broken" },
        { new string('\0', 100_000) + "✂", "502" },
        { string.Concat(Enumerable.Repeat("¶", 50_000)) + "✂", "502" },
    };

    public static TheoryData<string, string> Nonsense => new()
    {
        { "220 ftp.example.com ready¶✂", "502" },
        { "SSH-2.0-OpenSSH¶✂", "502" },
        { "<html>hello</html>✂", "502" },
        { "\u0015\u0003\u0001\0\u0002\u0002\u0046✂", "502" },
        { "\0\0\u0006\u0004\0\0\0\0\0\0\u0003\0\0\0d✂", "502" },
        { "GET / HTTP/1.1¶Host: a¶¶✂", "502" },
        { Ok + "Content-Length: -1¶¶abc✂", "502" },
        { Ok + "Content-Length: 3¶Content-Length: 4¶¶abcd✂", "502" },
        { Ok + "Content-Length: 3¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶✂", "502" },
        { Ok + "Transfer-Encoding: gzip¶¶abc✂", "502" },
        { Ok + "X A: 1¶Content-Length: 3¶¶abc✂", "502" },
        { Ok + "X-A: a\0b¶Content-Length: 3¶¶abc✂", "502" },
        { Chunked + "zz¶abc¶0¶¶✂", "broken" },
        { Chunked + "3¶abcd¶0¶¶✂", "broken" },
        { Chunked + "ffffffffffffffff¶abc✂", "broken" },
    };

    public static TheoryData<string, string> Drips => new()
    {
        { "~" + Three + "abc", "200 [abc]" },
        { "~" + Chunked + "3¶abc¶0¶¶", "200 [abc]" },
        { "~HTTP/1.1 103 Early Hints¶Link: <x>¶¶" + Three + "abc", "200 [abc]" },
        { "~" + Ok + "¶abc✂", "200 [abc]" },
        { "~" + Ok + "X-A: 1✂", "502" },
        { "~" + Three + "ab✂", "broken" },
        { "~" + Three + "abcX", "200 [abc]" },
        { "~" + Chunked + "3¶abc¶0¶⚡", "broken" },
        { "~HTTP/1.1 2000 OK¶¶✂", "502" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Silences))]
    public Task Who_says_too_little(string row, string outcome) => AssertAsync(row, outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Bodies))]
    public Task Who_breaks_off(string row, string outcome) => AssertAsync(row, outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Surplus))]
    public Task Who_says_more_than_was_asked(string row, string outcome) => AssertAsync(row, outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Floods))]
    public Task Who_never_ends(string row, string outcome) => AssertAsync(row, outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Nonsense))]
    public Task Who_talks_nonsense(string row, string outcome) => AssertAsync(row, outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Drips))]
    public Task Who_drips(string row, string outcome) => AssertAsync(row, outcome);

    private async Task AssertAsync(string row, string outcome)
    {
        foreach (var method in (string[])["GET", "POST"])
        {
            await gateway.AssertAsync(method, row, outcome);
        }
    }
}
