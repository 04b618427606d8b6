using Balancing.Http;

namespace Balancing.Tests.Http;

public class RequestReaderTests
{
    [Fact]
    public void Facts_show_every_header_of_the_message_and_of_its_content()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://h/x") { Content = new StringContent("a") };
        request.Headers.TryAddWithoutValidation("X-Two", ["1", "2"]);

        var headers = RequestReader.FactsOf(request).Headers!;

        Assert.Equal(("1, 2", "text/plain; charset=utf-8", null), (headers.Get("x-two"), headers.Get("Content-Type"), headers.Get("X-None")));
        Assert.Equal(["X-Two: 1", "X-Two: 2", "Content-Type: text/plain; charset=utf-8"], headers.Lines.Select(line => $"{line.Key}: {line.Value}"));
    }
}
