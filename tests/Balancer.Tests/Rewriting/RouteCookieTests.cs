using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

public class RouteCookieTests
{
    private static readonly StickyCookiePlan Cookie = new() { Name = "ROUTEID" };

    [Fact]
    public void R46_the_cookie_is_the_recipes_with_safe_attributes() =>
        Assert.Equal("ROUTEID=.a; Path=/; HttpOnly; SameSite=Lax", RouteCookie.Of(Cookie, "a", '.', isTls: false));

    [Fact]
    public void R46_over_TLS_it_is_Secure_unless_told_otherwise()
    {
        Assert.Equal("ROUTEID=.a; Path=/; HttpOnly; Secure; SameSite=Lax", RouteCookie.Of(Cookie, "a", '.', isTls: true));
        Assert.DoesNotContain("Secure", RouteCookie.Of(Cookie with { Secure = false }, "a", '.', isTls: true), StringComparison.Ordinal);
        Assert.Contains("; Secure", RouteCookie.Of(Cookie with { Secure = true }, "a", '.', isTls: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_attribute_can_be_chosen()
    {
        var plan = Cookie with { Path = "/app", Domain = "example.com", HttpOnly = false, SameSite = "None", Secure = true, MaxAge = TimeSpan.FromDays(1) };

        Assert.Equal("ROUTEID=a; Path=/app; Domain=example.com; Max-Age=86400; Secure; SameSite=None", RouteCookie.Of(plan, "a", separator: null, isTls: false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a;b")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a\"b")]
    [InlineData("a\r\nb")]
    [InlineData("é")]
    public void R46_a_route_that_no_cookie_may_carry_makes_none(string route) => Assert.Null(RouteCookie.Of(Cookie, route, '.', isTls: true));
}
