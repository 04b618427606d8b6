using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>One server while it is read: the main server, or a virtual host. What it inherits is joined when all is read.</summary>
internal sealed class Server(Dictionary<string, BalancerOptions> balancers)
{
    /// <summary>The site. httpd turns nothing back unless a ProxyPassReverse says so.</summary>
    public SiteOptions Site { get; } = new() { ImplicitReverse = false };

    /// <summary>Name of the site as far as the text gives one: the host of ServerName.</summary>
    public string? Name { get; set; }

    /// <summary>The section of a virtual host; null for the main server.</summary>
    public ConfigNode? Node { get; init; }

    /// <summary>The balancers defined here.</summary>
    public BalancerBook Balancers { get; } = new(balancers);

    /// <summary>The stand-alone workers defined here.</summary>
    public PlainWorkers Workers { get; } = new();

    /// <summary>Its Location and Proxy sections.</summary>
    public SectionBook Sections { get; } = new();

    /// <summary>The scope outside of every section.</summary>
    public Scope Scope { get; } = Scope.Server(new LocationOptions());

    /// <summary>Mapping rules outside of every section, in order; the site gets them with those of the sections.</summary>
    public List<ProxyPassOptions> Rules { get; } = [];

    /// <summary>Its lines about other proxies and blocked hosts.</summary>
    public Remotes Remotes { get; } = new();

    /// <summary>Redirects with their lines; of a prefix the path, of a pattern null.</summary>
    public List<(ConfigNode Node, string? Path, RewriteRuleOptions Rule)> Redirects { get; } = [];

    /// <summary>httpd: Timeout.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whether rewrite rules run at all; null: not said.</summary>
    public bool? RewriteEngine { get; set; }

    /// <summary>Conditions that wait for their rule.</summary>
    public List<RewriteCondOptions> Conditions { get; } = [];

    /// <summary>The main server's rewrite rules run here too (httpd: RewriteOptions Inherit, InheritBefore).</summary>
    public RewriteInheritance RewriteInheritance { get; set; }

    /// <summary>httpd: BalancerInherit.</summary>
    public bool BalancerInherit { get; set; } = true;

    /// <summary>httpd: ProxyPassInherit.</summary>
    public bool ProxyPassInherit { get; set; } = true;
}

/// <summary>Where the main server's rewrite rules come in a virtual host.</summary>
internal enum RewriteInheritance
{
    None,
    After,
    Before,
}
