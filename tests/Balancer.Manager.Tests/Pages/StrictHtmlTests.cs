using System.Text;

namespace Balancing.Manager.Tests.Pages;

/// <summary>The strict parser is strict: what it lets pass means something.</summary>
public class StrictHtmlTests
{
    [Theory]
    [InlineData("<p onclick=\"x\"></p>")]
    [InlineData("<p style=\"color:red\"></p>")]
    [InlineData("<p class=x></p>")]
    [InlineData("<p class='x'></p>")]
    [InlineData("<p>")]
    [InlineData("<p></b>")]
    [InlineData("</p>")]
    [InlineData("<script>x</script>")]
    [InlineData("<script></script>")]
    [InlineData("<style></style>")]
    [InlineData("<img>")]
    [InlineData("<a href=\"javascript:x\"></a>")]
    [InlineData("<a href=\"//evil\"></a>")]
    [InlineData("<a href=\"https://evil\"></a>")]
    [InlineData("<form action=\"x\"></form>")]
    [InlineData("a > b")]
    [InlineData("a & b")]
    [InlineData("&nbsp;")]
    [InlineData("\u0001")]
    [InlineData("\u0080")]
    [InlineData("it's")]
    public void It_refuses(string body) => Assert.ThrowsAny<Exception>(() => StrictHtml.Parse(Page(body)));

    [Theory]
    [InlineData("<p class=\"x\">a &lt; b &amp; c</p><input name=\"q\">", "a < b & c")]
    [InlineData("<a href=\"/x?a=1&amp;b=2\">\u2028</a>", "\u2028")]
    public void It_reads(string body, string text) => Assert.Equal(text, TwoParsers.Read(Page(body)).Text);

    private static byte[] Page(string body) => Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n<html><head></head><body>{body}</body></html>");
}
