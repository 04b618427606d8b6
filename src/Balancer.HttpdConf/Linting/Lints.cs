using Balancing.HttpdConf.Importing;

namespace Balancing.HttpdConf.Linting;

/// <summary>
/// Looks for what httpd accepts and does, though it is hardly what was meant. Every finding names the line, what happens, and
/// what to write instead. A new lint is a line here and a method in the file of its subject.
/// </summary>
internal static class Lints
{
    public static void Look(Import import)
    {
        foreach (var (name, balancer) in import.Options.Balancers)
        {
            BalancerLints.Look(import, name, balancer);
        }

        foreach (var (_, site) in import.Options.Sites)
        {
            foreach (var (name, balancer) in site.Balancers)
            {
                BalancerLints.Look(import, name, balancer);
            }

            RuleLints.Look(import, site);
            OrderLints.Look(import, site);
        }
    }
}
