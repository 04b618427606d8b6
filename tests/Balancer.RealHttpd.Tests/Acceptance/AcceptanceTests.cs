using Balancing.RealHttpd.Tests.Comparing;

namespace Balancing.RealHttpd.Tests.Acceptance;

/// <summary>What <c>httpd -t</c> refuses, and only that, we refuse. What we refuse besides is listed, with the reason.</summary>
public class AcceptanceTests
{
    [Fact]
    public async Task A_members_parameters_are_refused_when_httpd_refuses_them() =>
        await CheckAllAsync(ParameterValues.OfMember, word => $"<Proxy balancer://foo>\nBalancerMember http://{{m1}} \"{word}\"\n</Proxy>\n");

    [Fact]
    public async Task A_balancers_parameters_are_refused_when_httpd_refuses_them() =>
        await CheckAllAsync(ParameterValues.OfBalancer, word => $"<Proxy balancer://foo>\nBalancerMember http://{{m1}}\nProxySet \"{word}\"\n</Proxy>\n");

    [Fact]
    public async Task Directives_are_refused_when_httpd_refuses_them() =>
        await CheckAsync(Texts.All.Select(text => (text + "\n", WeRefuse: Texts.WeRefuse.Contains(text))));

    private static Task CheckAllAsync(IReadOnlyDictionary<string, string[]> parameters, Func<string, string> config) =>
        CheckAsync(parameters.SelectMany(p => p.Value.Select(value => (config($"{p.Key}={value}"), ParameterValues.WeRefuse(p.Key, value)))));

    private static async Task CheckAsync(IEnumerable<(string Config, bool WeRefuse)> all)
    {
        using var arena = new Arena();
        var wrong = new List<string>();
        foreach (var (config, weRefuse) in all)
        {
            var (httpd, ours) = await arena.CheckAsync(config);
            if (ours is null != (httpd is null && !weRefuse))
            {
                wrong.Add($"{config}  httpd: {httpd ?? "takes it"}\n  ours:  {ours ?? "takes it"}{(weRefuse ? ", and should not" : "")}\n");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} are judged otherwise:\n{string.Join('\n', wrong)}");
    }
}
