namespace Balancing.HttpdConf.Known;

/// <summary>A directive or section that httpd knows.</summary>
/// <param name="Name">As httpd writes it; a section with brackets.</param>
/// <param name="Module">Source of its module without <c>.c</c>: <c>mod_ssl</c>, <c>core</c>; <c>httpd_2_2</c> when it is gone.</param>
/// <param name="Contexts">Where httpd takes it.</param>
/// <param name="Form">How many arguments httpd takes.</param>
/// <param name="Family">What becomes of it and why, in common with others.</param>
internal sealed record KnownDirective(string Name, string Module, KnownContexts Contexts, KnownForm Form, KnownFamily Family)
{
    /// <summary>True when httpd 2.4 no longer knows it.</summary>
    public bool IsGone => Module == "httpd_2_2";

    /// <summary>What becomes of it when nothing is known of its arguments and its place.</summary>
    public KnownVerdict Verdict => Family.Verdict;

    /// <summary>Why, in a sentence that an administrator understands, without a full stop.</summary>
    public string Reason => Family.Reason;

    /// <summary>What to do instead, or empty.</summary>
    public string Remedy => Family.Remedy;

    /// <summary>What becomes of it here: some are harmless with some arguments, and some only in a section are not.</summary>
    /// <param name="where">Where it stands.</param>
    /// <param name="arguments">Its arguments.</param>
    public KnownVerdict VerdictFor(KnownContexts where, IReadOnlyList<string> arguments) => Verdict switch
    {
        KnownVerdict.Refused when Family.IsHarmless(arguments) => KnownVerdict.Ignored,
        KnownVerdict.RefusedInSections => (where & KnownContexts.AnyServer) == KnownContexts.None ? KnownVerdict.Refused : KnownVerdict.Ignored,
        var verdict => verdict,
    };

    /// <summary>Why httpd does not take it here with these arguments, or empty.</summary>
    /// <param name="where">Where it stands.</param>
    /// <param name="arguments">Its arguments.</param>
    public string WrongFor(KnownContexts where, IReadOnlyList<string> arguments) =>
        (Contexts & where) == KnownContexts.None ? $"httpd refuses {Name} here, it may stand in {KnownPlaces.Describe(Contexts)}" : Form.WrongFor(Name, arguments);
}

/// <summary>What becomes of a directive.</summary>
internal enum KnownVerdict
{
    /// <summary>The importer looks at it itself.</summary>
    Imported,

    /// <summary>Nothing is lost for requests that are proxied, or nothing that would let more through.</summary>
    Ignored,

    /// <summary>Without it something would be open that is closed, or go where it does not go in httpd (R57).</summary>
    Refused,

    /// <summary>Refused inside sections, ignored elsewhere.</summary>
    RefusedInSections,
}

/// <summary>Where a directive may stand.</summary>
[Flags]
internal enum KnownContexts
{
    None = 0,

    /// <summary>Outside all sections.</summary>
    Server = 1,

    /// <summary>In a virtual host.</summary>
    VirtualHost = 2,

    /// <summary>In Location and Proxy sections.</summary>
    Location = 4,

    /// <summary>In Directory, Files and If sections.</summary>
    Directory = 8,

    /// <summary>In .htaccess files.</summary>
    Htaccess = 16,

    /// <summary>In no section but a virtual host.</summary>
    AnyServer = Server | VirtualHost,
}

/// <summary>Contexts in words.</summary>
internal static class KnownPlaces
{
    private static readonly (KnownContexts Context, char Letter, string Words)[] All =
    [
        (KnownContexts.Server, 's', "the server"),
        (KnownContexts.VirtualHost, 'v', "<VirtualHost>"),
        (KnownContexts.Location, 'l', "<Location> and <Proxy>"),
        (KnownContexts.Directory, 'd', "<Directory>, <Files> and <If>"),
        (KnownContexts.Htaccess, 'h', ".htaccess"),
    ];

    public static string Describe(KnownContexts contexts) =>
        string.Join(", ", All.Where(place => contexts.HasFlag(place.Context)).Select(place => place.Words));

    /// <summary>Reads the letters of the tables.</summary>
    public static KnownContexts Parse(string letters) =>
        letters.Aggregate(KnownContexts.None, (sum, letter) => sum | All.Single(place => place.Letter == letter).Context);
}
