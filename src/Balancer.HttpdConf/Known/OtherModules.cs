namespace Balancing.HttpdConf.Known;

/// <summary>Modules that do not come with httpd but are often met; their directives are known by how they begin.</summary>
internal static class OtherModules
{
    private const KnownContexts Anywhere =
        KnownContexts.AnyServer | KnownContexts.Location | KnownContexts.Directory | KnownContexts.Htaccess;

    private static readonly KnownFamily Login = new(
        KnownVerdict.Refused,
        "Nobody is known by name here, so what needs a name would stand open",
        "Authenticate in the host application, which comes before the proxy, then remove the line",
        "");

    private static readonly KnownFamily Filter = new(
        KnownVerdict.Refused,
        "Requests that it keeps away would be forwarded",
        "Put the same protection into the host application or in front of it, then remove the line",
        "");

    private static readonly KnownFamily Program = new(KnownVerdict.Ignored, "No programs are run here", "", "");

    private static readonly KnownFamily Pages = new(
        KnownVerdict.Ignored, "Bodies pass through unchanged, and this only makes pages faster", "", "");

    private static readonly (string Begins, string Module, KnownFamily Family)[] All =
    [
        ("Sec", "mod_security2", Filter),
        ("DOS", "mod_evasive", Filter),
        ("QS_", "mod_qos", Filter),
        ("QSLog", "mod_qos", Filter),
        ("Clamav", "mod_clamav", Filter),
        ("MaxConnPer", "mod_limitipconn", Filter),
        ("GeoIP", "mod_geoip", Filter),
        ("MaxMindDB", "mod_maxminddb", Filter),
        ("OIDC", "mod_auth_openidc", Login),
        ("Mellon", "mod_auth_mellon", Login),
        ("CAS", "mod_auth_cas", Login),
        ("Shib", "mod_shib", Login),
        ("Krb", "mod_auth_kerb", Login),
        ("GSSAPI", "mod_auth_gssapi", Login),
        ("AuthPAM", "mod_auth_pam", Login),
        ("AuthnzExternal", "mod_authnz_external", Login),
        ("TKTAuth", "mod_auth_tkt", Login),
        ("php_", "mod_php", Program),
        ("PHPINIDir", "mod_php", Program),
        ("WSGI", "mod_wsgi", Program),
        ("Passenger", "mod_passenger", Program),
        ("Fcgid", "mod_fcgid", Program),
        ("FastCgi", "mod_fastcgi", Program),
        ("<Perl", "mod_perl", Filter),
        ("Perl", "mod_perl", Filter),
        ("ModPagespeed", "mod_pagespeed", Pages),
    ];

    /// <summary>The module that a name looks like, or null.</summary>
    /// <param name="label">Name; of a section with brackets.</param>
    public static KnownDirective? Find(string label)
    {
        foreach (var (begins, module, family) in All)
        {
            if (label.StartsWith(begins, StringComparison.Ordinal) && label.Length > begins.Length)
            {
                return new KnownDirective(label, module, Anywhere, KnownForm.Parse("*"), family);
            }
        }

        return null;
    }
}
