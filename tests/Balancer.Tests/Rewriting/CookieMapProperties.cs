using Balancing.Rewriting;
using FsCheck;
using FsCheck.Fluent;

namespace Balancing.Tests.Rewriting;

/// <summary>What holds for any Set-Cookie at all (R35).</summary>
public class CookieMapProperties
{
    private static readonly Gen<string> Values = Gen.Elements(
        "s=1", "; ", ";", "Path=/ctx", "path=/ctx/x", "Path=/ctxx", "Path=/", "Path=", "Domain=in.example", "domain=IN.example", "Domain=.in.example",
        "HttpOnly", "Max-Age=5", "Path", "=", " ", "\t", "\"", "é", "Path=\"/ctx\"")
        .ListOf().Select(string.Concat);

    private static readonly Gen<string> Exact = Gen.Elements("s=1", "HttpOnly", "Secure", "Max-Age=5", "SameSite=Lax", "x=Path", "").ListOf()
        .SelectMany(parts => Gen.Choose(0, parts.Count).Select(at => string.Join("; ", parts.Take(at).Append("Path=/ctx").Concat(parts.Skip(at)).Append("Domain=in.example"))));

    private static readonly ReverseMap There = Map("/ctx", "/app", "in.example", "out.example");
    private static readonly ReverseMap Back = Map("/app", "/ctx", "out.example", "in.example");

    [Fact]
    public void What_was_rewritten_there_and_back_is_as_it_was() =>
        Prop.ForAll(Exact.ToArbitrary(), value => There.SetCookie(value) != value && Back.SetCookie(There.SetCookie(value)) == value).Check(PropertyCases.Config);

    [Fact]
    public void Rewriting_twice_is_rewriting_once() =>
        Prop.ForAll(Values.ToArbitrary(), value => There.SetCookie(There.SetCookie(value)) == There.SetCookie(value)).Check(PropertyCases.Config);

    [Fact]
    public void Only_path_and_domain_ever_change() => Prop.ForAll(Values.ToArbitrary(), value =>
    {
        var (before, after) = (value.Split(';'), There.SetCookie(value).Split(';'));
        return before.Length == after.Length && before.Zip(after).All(pair =>
            pair.First == pair.Second || (Name(pair.First) == Name(pair.Second) && Name(pair.First) is "PATH" or "DOMAIN"));
    }).Check(PropertyCases.Config);

    private static string Name(string attribute) => attribute.Split('=')[0].Trim().ToUpperInvariant();

    private static ReverseMap Map(string path, string toPath, string domain, string toDomain) => ReverseMap.Of(
        Plans.Site() with { CookiePaths = [new(path, toPath)], CookieDomains = [new(domain, toDomain)] }, _ => null);
}
