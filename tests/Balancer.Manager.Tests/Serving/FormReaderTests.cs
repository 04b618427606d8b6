using System.Text;
using Balancing.Manager.Serving;

namespace Balancing.Manager.Tests.Serving;

public class FormReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a=1&b=2", "a:1 b:2")]
    [InlineData("&&a=1&", "a:1")]
    [InlineData("a", "a:")]
    [InlineData("a=", "a:")]
    [InlineData("a=b=c", "a:b=c")]
    [InlineData("w=http%3A%2F%2Fa%3a80&w=http://b", "w:http://a:80 w:http://b")]
    [InlineData("a=x+y%20z", "a:x y z")]
    [InlineData("a=%C3%BC", "a:ü")]
    [InlineData("a=ü", "a:ü")]
    [InlineData("a=one%0D%0Atwo", "a:one\r\ntwo")]
    [InlineData("a;b=1", "a;b:1")]
    public void A_form_is_read(string text, string expected) => Assert.Equal(expected, Read(text));

    [Fact]
    public void A_value_is_decoded_once() => Assert.Equal("a:%41 b:%2525", Read("a=%2541&b=%252525"));

    [Theory]
    [InlineData("a=%", "that begins no escape")]
    [InlineData("a=%4", "that begins no escape")]
    [InlineData("a=%zz", "that begins no escape")]
    [InlineData("a=%u0041", "that begins no escape")]
    [InlineData("%=1", "that begins no escape")]
    [InlineData("=1", "no name")]
    [InlineData("a=%FF", "not UTF-8")]
    [InlineData("a=%C0%AF", "not UTF-8")]
    [InlineData("a=%ED%A0%80", "not UTF-8")]
    [InlineData("a=%00", "control character")]
    [InlineData("a=%1b[0m", "control character")]
    [InlineData("%7f=1", "control character")]
    public void What_is_no_form_is_refused(string text, string problem)
    {
        Assert.Null(FormReader.Read(Encoding.UTF8.GetBytes(text), out var said));
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_values_and_fields_have_limits()
    {
        Assert.NotNull(FormReader.Read(Repeat("a=&", FormReader.MostFields), out _));
        Assert.Null(FormReader.Read(Repeat("a=&", FormReader.MostFields + 1), out var fields));
        Assert.Null(FormReader.Read(Repeat("n", FormReader.LongestName + 1), out var name));
        Assert.Null(FormReader.Read([.. "a="u8, .. Repeat("%41", FormReader.LongestValue + 1)], out var value));
        Assert.NotNull(FormReader.Read([.. "a="u8, .. Repeat("%41", FormReader.LongestValue)], out _));
        Assert.Equal("there are more than 2048 fields; a name is longer than 64 bytes; a value is longer than 8192 bytes", $"{fields}; {name}; {value}");
    }

    private static byte[] Repeat(string text, int times) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, times)));

    private static string Read(string text) =>
        string.Join(' ', FormReader.Read(Encoding.UTF8.GetBytes(text), out _)!.Select(f => $"{f.Key}:{f.Value}"));
}
