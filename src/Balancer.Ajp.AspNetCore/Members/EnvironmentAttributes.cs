namespace Balancing.Ajp;

/// <summary>
/// Variables named <c>AJP_*</c> become request attributes, without the prefix (mod_proxy_ajp: ajp_marshal_into_msgb). Their names come from
/// configuration; those by which a container itself is steered, or told who the client is, are not theirs to set (R53, CVE-2020-1938).
/// </summary>
internal static class EnvironmentAttributes
{
    private const string Prefix = "AJP_";

    private static readonly string[] Reserved =
        ["javax.servlet.include.", "javax.servlet.forward.", "javax.servlet.async.", "jakarta.servlet.include.", "jakarta.servlet.forward.", "jakarta.servlet.async.",
         "org.apache.catalina.", "org.apache.coyote.", "org.apache.tomcat."];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyDictionary<string, string>? environment)
    {
        if (environment is null || environment.Count == 0)
        {
            return [];
        }

        List<KeyValuePair<string, string>>? attributes = null;
        foreach (var (name, value) in environment)
        {
            if (name.Length > Prefix.Length && name.StartsWith(Prefix, StringComparison.Ordinal) && IsFree(name[Prefix.Length..]))
            {
                (attributes ??= []).Add(new(name[Prefix.Length..], HeaderOctets.Of(value)));
            }
        }

        return attributes ?? (IReadOnlyList<KeyValuePair<string, string>>)[];
    }

    private static bool IsFree(string attribute) =>
        attribute is not ("AJP_REMOTE_PORT" or "AJP_LOCAL_ADDR" or "AJP_SSL_PROTOCOL")
        && !Array.Exists(Reserved, reserved => attribute.StartsWith(reserved, StringComparison.OrdinalIgnoreCase));
}
