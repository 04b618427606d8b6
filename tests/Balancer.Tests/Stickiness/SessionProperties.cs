using System.Text.RegularExpressions;
using Balancing.Stickiness;
using FsCheck;
using FsCheck.Fluent;
using Plans = Balancing.Tests.Planning.Plans;

namespace Balancing.Tests.Stickiness;

/// <summary>What holds for any cookie at all (R45).</summary>
public class SessionProperties
{
    private static readonly Gen<string> Cookies = Gen.Elements(
        "SID", "SID=", "SID=1.a", "SID=\"1.b\"", "XSID=1.a", "SIDX=1.a", "sid=1.a", "$Version=1", "=", ".", "1.a", ";", "; ", ",", " ", "\t", "\"", "é", "a=b")
        .ListOf().Select(string.Concat);

    private static readonly StickinessPlan Plan = Plans.Balancer(Balancer.Create("foo").StickySession("SID").Options).Stickiness!;

    [Fact]
    public void A_session_is_found_where_a_naive_reader_finds_it() =>
        Prop.ForAll(Cookies.ToArbitrary(), cookies => Found(cookies).SequenceEqual(Naive(cookies), StringComparer.Ordinal)).Check(PropertyCases.Config);

    private static List<string> Found(string cookies)
    {
        var found = new List<string>();
        var reader = new SessionReader(Plan, new RequestFacts { CookieHeader = cookies }, "/", default);
        while (reader.Next())
        {
            found.Add(reader.Route.ToString());
        }

        return found;
    }

    private static IEnumerable<string> Naive(string cookies)
    {
        foreach (var pair in Regex.Split(cookies.TrimEnd(), "[;,]", RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            var value = Regex.Match(pair, "^[ \\t]*SID[ \\t]*=(?<value>.+)\\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;
            value = value is ['"', .. var inner, '"'] ? inner : value;
            if (value.Split('.', 2) is [_, var route])
            {
                yield return route;
            }
        }
    }
}
