using Balancing.Mapping;
using FsCheck;
using FsCheck.Fluent;

namespace Balancing.Tests.Mapping;

/// <summary>What holds for any path and any rules.</summary>
public class MappingProperties
{
    private static readonly string[] Bits =
        ["/", "/", "//", ".", "..", "a", "b", "%41", "%2e", "%2E", "%252e", "%2F", "%5c", "%25", ";", "%3b", "x=1", "~", "[", "%c3%a9", "%3F", "%20", "-"];

    private static readonly Gen<string> Paths = Gen.Elements(Bits).ListOf().Select(bits => "/" + string.Concat(bits));

    private static readonly Gen<string> Aliases = Gen.Elements("a", "b", "ab").ListOf().Select(names => "/" + string.Join('/', names.Take(3)))
        .SelectMany(alias => Gen.Elements(alias, alias == "/" ? alias : alias + "/"));

    [Theory]
    [InlineData(EncodedSlashes.Off)]
    [InlineData(EncodedSlashes.NoDecode)]
    public void What_is_sent_is_canonical_and_maps_to_itself(EncodedSlashes slashes) => Check(Paths, path =>
    {
        var site = Sites.Site(Sites.Pass("/", "http://m/")) with { EncodedSlashes = slashes };
        var sent = site.Sent(path);
        return sent[0] != '/' || site.Sent(sent) == sent;
    });

    [Fact]
    public void No_path_leaves_the_prefix_it_was_matched_under() => Check(Paths, path =>
    {
        var site = Sites.Site(Sites.Pass("/a", "http://m/root")) with { EncodedSlashes = EncodedSlashes.NoDecode };
        var sent = site.Sent("/a" + path);
        var decoded = Uri.UnescapeDataString(Uri.UnescapeDataString(sent)).Replace('\\', '/').Split('/').Select(segment => segment.Split(';')[0]);
        return sent[0] != '/' || ((sent == "/root" || sent.StartsWith("/root/", StringComparison.Ordinal)) && !decoded.Any(name => name is "." or ".."));
    });

    [Fact]
    public void What_was_matched_is_what_is_sent() => Check(Paths, path =>
    {
        var plain = Sites.Site(Sites.Pass("/", "http://m/")).Sent(path);
        var matched = Sites.Site(Sites.Match("^/(.*)$", "http://m/$1")).Sent(path);
        return plain == matched.Replace("%3B", ";", StringComparison.Ordinal);
    });

    [Fact]
    public void The_index_answers_what_asking_every_rule_in_order_answers()
    {
        var rule = Aliases.SelectMany(alias => Gen.Choose(0, 4).Select(kind => kind switch
        {
            0 => Sites.Pass(alias, "!"),
            1 => Sites.Match("^" + alias, "http://m/t"),
            2 => Sites.Match(alias + "$", "http://m/t"),
            _ => Sites.Pass(alias, "http://m/t"),
        }));
        var cases = rule.ListOf().SelectMany(rules => Aliases.Select(path => (Site: Sites.Site([.. rules]), Path: path)));

        Check(cases, test => test.Site.Map(test.Path).Rule == FirstInOrder(test.Site, test.Path));
    }

    [Fact]
    public void A_canonical_path_is_mapped_without_any_allocation()
    {
        var map = ProxyMap.Of(Sites.Site(
            Sites.Pass("/app/static", "!"), Sites.Match("^/img/(.*)$", "http://m/$1"), Sites.Pass("/app", "balancer://b/ctx"), Sites.Pass("/", "http://m/")));
        RequestFacts[] requests =
            [RequestFacts.Get("/app/cart?x=1"), RequestFacts.Get("/app/static/a.css"), RequestFacts.Get("/app/x;SID=1.a"), RequestFacts.Get("/.well-known/x")];
        foreach (var request in requests) map.Answer(request);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var request in requests) map.Answer(request);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Any_text_at_all_gets_an_answer_and_never_an_exception() => Check(
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null), text =>
        {
            var site = Sites.Site(Sites.Match("^/(.)(.*)$", "http://m/$2?$1"), Sites.Pass("/", "http://m/"));
            return Sites.Sent(site.Map("/" + text)).Length > 0 && Sites.Sent(site.Map(text)).Length > 0;
        });

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(PropertyCases.Config);

    // mod_proxy.c: alias_match, as it is written there.
    private static ProxyPassPlan? FirstInOrder(SitePlan site, string path)
    {
        foreach (var rule in site.Rules)
        {
            var matches = rule.Match is not null
                ? System.Text.RegularExpressions.Regex.IsMatch(path, rule.Match, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
                : AliasMatches(path, rule.Path!);
            if (matches) return rule;
        }

        return null;
    }

    private static bool AliasMatches(string path, string alias)
    {
        if (!path.StartsWith(alias, StringComparison.Ordinal)) return false;
        return alias[^1] == '/' || path.Length == alias.Length || path[alias.Length] == '/';
    }
}
