using Balancing;

namespace Examples;

/// <summary>What the example says when it starts.</summary>
internal static class Guide
{
    public static async Task PrintAsync(TextWriter output, string url, ReverseProxy site, IReadOnlyList<Backend> backends)
    {
        await output.WriteLineAsync("Routing table");
        foreach (var rule in site.Plan.Rules)
        {
            await output.WriteLineAsync($"  {rule.Path,-10} -> {rule.To}");
        }

        await output.WriteLineAsync("  /serv/     -> balancer://javaapps/ is left out: its members speak AJP, see examples/Tomcat");
        await output.WriteLineAsync();
        foreach (var balancer in site.Balancers.Where(b => b.Members.Count > 1))
        {
            await output.WriteLineAsync($"{balancer}  lbmethod={balancer.Plan.Method.Name}");
            foreach (var (member, backend) in balancer.Members.Zip(backends))
            {
                var standby = member.Plan.Status.HasFlag(MemberStatus.HotStandby) ? "  status=+h" : "";
                await output.WriteLineAsync($"  {backend.Name,-8} {member.Url}  loadfactor={member.Plan.Factor / 100.0}{standby}");
            }
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("Try");
        await output.WriteLineAsync($"  curl -i {url}/apps/cart?size=500");
        await output.WriteLineAsync($"  curl -d name=value {url}/apps/order");
        await output.WriteLineAsync($"  curl -i {url}/images/logo.png");
        await output.WriteLineAsync($"  {url}/balancer-manager in a browser on this machine");
        await output.WriteLineAsync();
        await output.WriteLineAsync("Explain GET /apps/cart");
        foreach (var line in site.Explain(RequestFacts.Get("/apps/cart")).ToString().TrimEnd().Split('\n'))
        {
            await output.WriteLineAsync($"  {line.TrimEnd('\r')}");
        }

        await output.WriteLineAsync();
    }
}
