using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;

namespace Balancing.AspNetCore.Tests.Cves;

/// <summary>Rows of the CVE table about what a member may do to the gateway, and through it to clients.</summary>
public class AnswerCves(AnswerGateway gateway) : IClassFixture<AnswerGateway>
{
    private const string Ok = "HTTP/1.1 200 OK¶";

    private Task HearAsync(string answer, string outcome) => gateway.AssertAsync("answer", "GET", answer, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("Content-Length: -1¶¶abc✂")]
    [InlineData("Transfer-Encoding: chunked¶¶ffffffffffffffff¶abc✂")]
    [InlineData("Transfer-Encoding: chunked¶¶-3¶abc¶0¶¶✂")]
    public Task Cve_2004_0492_and_2010_0010_no_length_is_negative(string rest) => HearAsync(Ok + rest, "broken");

    [Theory(Timeout = Limits.Test)]
    [InlineData("Content-Length: 3¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶✂")]
    [InlineData("Transfer-Encoding: identity¶¶abc✂")]
    [InlineData("Transfer-Encoding: chunked, gzip¶¶abc✂")]
    public Task Cve_2024_24795_2023_27522_and_2026_63718_a_member_has_one_framing(string rest) => HearAsync(Ok + rest, "502");

    [Theory(Timeout = Limits.Test)]
    [InlineData("X-A: a\0b¶X-B: 1¶Content-Length: 3¶¶abc✂")]
    [InlineData("X-A: 1¶\0¶Content-Length: 3¶¶abc✂")]
    [InlineData("Content-Type: text/html\r\rX: 1¶Content-Length: 3¶¶abc✂")]
    public Task Cve_2022_37436_2023_38709_and_2024_42516_no_line_ends_the_head_early(string rest) => HearAsync(Ok + rest, "502");

    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.1 200 OK\rSet-Cookie: a=1¶Content-Length: 3¶¶abc✂")]
    [InlineData("HTTP/1.1 200 \u001b[2J¶Content-Length: 3¶¶abc✂")]
    [InlineData("HTTP/1.1 200\0OK¶Content-Length: 3¶¶abc✂")]
    public Task Cve_2026_33523_a_status_line_has_no_controls(string answer) => HearAsync(answer, "502");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2008_2364_interim_answers_have_an_end() =>
        HearAsync(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue¶¶", 2_000)) + "HTTP/1.1 200 OK¶Content-Length: 3¶¶abc✂", "502");

    [Theory(Timeout = Limits.Test)]
    [InlineData("Last-Modified: Sunday, 99-Foo-99999999999999 99:99:99 XYZ")]
    [InlineData("Expires: -1")]
    [InlineData("Last-Modified: 0")]
    public Task Cve_2007_3847_dates_are_opaque(string line) => HearAsync($"{Ok}{line}¶Content-Length: 3¶¶abc", $"200 {line} [abc]");

    [Theory(Timeout = Limits.Test)]
    [InlineData("Location: /no/secret")]
    [InlineData("Content-Type: application/x-httpd-php")]
    [InlineData("X-Accel-Redirect: /no/secret")]
    [InlineData("Content-Type: httpd/unix-directory")]
    public Task Cve_2024_38476_2024_39884_and_2024_40725_no_answer_chooses_who_answers(string line) =>
        HearAsync($"{Ok}{line}¶Content-Length: 3¶¶abc", $"200 {line} [abc]");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2021_26691_a_long_session_header_is_a_502() => HearAsync($"{Ok}Set-Cookie: a={new string('x', 20_000)}¶Content-Length: 3¶¶abc✂", "502");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2026_43951_many_languages_are_many_lines() => HearAsync(
        $"{Ok}{string.Concat(Enumerable.Range(0, 50).Select(i => $"Content-Language: l{i}¶"))}Content-Length: 3¶¶abc",
        $"200 {string.Join(' ', Enumerable.Range(0, 50).Select(i => $"Content-Language: l{i}"))} [abc]");

    [Theory(Timeout = Limits.Test)]
    [InlineData("text/html; charset=utf-7", "<a href=http://x/><meta charset=utf-16")]
    [InlineData("text/html", "\u00fe\u00ff\u0000<\u00c3")]
    public Task Cve_2026_34355_2026_56449_2026_42536_and_2026_63686_bodies_are_never_rewritten(string type, string body) =>
        HearAsync($"{Ok}Content-Type: {type}¶Content-Length: {body.Length}¶¶{body}", $"200 Content-Type: {type} [{body}]");

    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.1 200 OK¶Content-Length: 3¶¶abcHTTP/1.1 200 OK¶Content-Length: 3¶¶bad", "200 [abc]")]
    [InlineData("HTTP/1.1 200 OK¶Content-Length: 9¶¶abc✂", "200 [abc] broken")]
    public Task Cve_2012_3502_an_answer_that_went_wrong_is_never_anybody_elses(string answer, string outcome) =>
        gateway.AssertAsync("R39", "GET", answer, outcome.EndsWith("broken", StringComparison.Ordinal) ? "broken" : outcome);
}
