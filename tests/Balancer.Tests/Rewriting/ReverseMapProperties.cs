namespace Balancing.Tests.Rewriting;

/// <summary>What must hold for any value; the seeds are fixed, so a failure is the same tomorrow.</summary>
public class ReverseMapProperties
{
    private static readonly int Rounds = PropertyCases.Count;
    private static readonly string[] Segments = ["a", "A", "ctx", "x;v=1", "%41", "..", "app", "z z", "é", "0"];
    private static readonly string[] Pieces =
        ["http://", "HTTP://", "//", "m", "n", ":80", ":80801", ":", "/", "/ctx", "/ctx/", "x", "?", "#", ";", "@", " ", "\t", "\r\n", "\\", "<", ">", ",", "\"", "5; url=", "%", "é", "Ċ", "[::1]"];

    [Fact]
    public void Mapping_forward_and_back_gives_the_path_the_client_asked_for()
    {
        var random = new Random(20_260_101);
        for (var i = 0; i < Rounds; i++)
        {
            var fake = "/" + Words(random, 1, 3);
            var part = random.Next(2) == 0 ? "" : "/" + Words(random, 1, 2);
            var members = Enumerable.Range(0, random.Next(1, 4)).Select(n => $"http://m{n}:80{n}" + Context(random)).ToArray();
            var map = Plans.Map(Plans.Balancer(members), (fake, "balancer://b1" + part));
            var rest = random.Next(4) == 0 ? "" : "/" + Words(random, 0, 4) + (random.Next(3) == 0 ? "?q=/ctx#f" : "");
            var sent = members[random.Next(members.Length)].TrimEnd('/') + part + rest;

            Assert.Equal($"http://www.example.com{fake}{rest}", map.Location(sent, RequestFacts.Get("/").OnHost("www.example.com")));
        }
    }

    [Fact]
    public void An_address_that_only_looks_like_a_member_is_never_rewritten()
    {
        var random = new Random(20_260_102);
        var map = Plans.Map(Plans.Balancer("http://m:8080/ctx"), ("/app", "balancer://b1"));
        for (var i = 0; i < Rounds; i++)
        {
            var extra = ((char)random.Next('a', 'z' + 1)).ToString();
            var value = random.Next(5) switch
            {
                0 => $"http://m:8080{random.Next(10)}/ctx/x",
                1 => $"http://m{extra}:8080/ctx/x",
                2 => $"http://m:8080/ctx{extra}/x",
                3 => $"http://m:8080.{extra}/ctx/x",
                _ => $"http://m:8080@{extra}/ctx/x",
            };

            Assert.Same(value, map.Location(value, RequestFacts.Get("/").OnHost("www.example.com")));
        }
    }

    [Fact]
    public void Any_text_is_read_without_failing_and_what_is_made_of_it_names_us_or_is_untouched()
    {
        var random = new Random(20_260_103);
        var map = Plans.Map(Plans.Balancer("http://m/ctx", "http://n"), ("/app", "balancer://b1"), ("/p", "/ctx"));
        for (var i = 0; i < Rounds; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var made = map.Location(value, RequestFacts.Get("/").OnHost("www.example.com"));

            Assert.True(ReferenceEquals(made, value) || made.StartsWith("http://www.example.com/", StringComparison.Ordinal), value);
            _ = map.RewriteHeader("Link", value, RequestFacts.Get("/"));
            _ = map.RewriteHeader("Refresh", value, RequestFacts.Get("/"));
        }
    }

    private static string Context(Random random) => random.Next(3) switch { 0 => "", 1 => "/", _ => "/" + Segment(random) };

    private static string Words(Random random, int least, int most) =>
        string.Join('/', Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Segment(random)));

    // A member's path must not hold blanks; the rest may be anything a header may carry.
    private static string Segment(Random random) => Segments[random.Next(Segments.Length)].Replace(' ', '_');
}
