using Balancing.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.Tests.Http;

public class HttpClientFactoryTests
{
    [Fact]
    public async Task A_named_client_has_a_balancer_as_its_base_address()
    {
        await using var backend = Backend.Saying("hello");
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddBalancing().ConfigureBalancer("foo", b => b.Member(Backend.Nobody).Member(backend.Url));
            services.AddHttpClient("orders", c => c.BaseAddress = new("balancer://foo/app/")).AddBalancer("foo");
        });
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("orders");

        Assert.Equal("hello", await client.GetStringAsync("cart?x=1"));
        Assert.Equal("GET /app/cart?x=1 HTTP/1.1", backend.RequestLine);
    }

    [Fact]
    public async Task A_typed_client_may_use_several_balancers()
    {
        await using var a = Backend.Saying("a");
        await using var b = Backend.Saying("b");
        using var made = Balancer.Create("bar").Member(b.Url).Build();
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddBalancing().ConfigureBalancer("foo", x => x.Member(a.Url));
            services.AddHttpClient<Shop>().AddBalancer("Foo").AddBalancer(made);
        });
        var client = provider.GetRequiredService<Shop>().Client;

        Assert.Equal("ab", await client.GetStringAsync("balancer://foo/") + await client.GetStringAsync("balancer://bar/"));
    }

    [Fact]
    public void A_client_of_a_balancer_that_nobody_knows_says_so_when_it_is_made()
    {
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddBalancing().ConfigureBalancer("foo", b => b.Member("http://a"));
            services.AddHttpClient("orders").AddBalancer("food");
        });

        var error = Assert.Throws<KeyNotFoundException>(() => provider.GetRequiredService<IHttpClientFactory>().CreateClient("orders"));

        Assert.Equal("There is no balancer 'food'; there is foo.", error.Message);
    }

    public sealed class Shop(HttpClient client)
    {
        public HttpClient Client { get; } = client;
    }
}
