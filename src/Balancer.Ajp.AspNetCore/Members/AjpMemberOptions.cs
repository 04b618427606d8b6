namespace Balancing.Ajp;

/// <summary>
/// What <c>ajp://</c> members are told besides the request. Everything else is said in the balancers: <c>secret</c>, <c>ping</c>,
/// <c>iobuffersize</c>, <c>flushpackets</c>, <c>timeout</c>.
/// </summary>
public sealed class AjpMemberOptions
{
    /// <summary>
    /// Members hear who has signed in, by which scheme (<c>remote_user</c>, <c>auth_type</c>): the name of an authenticated
    /// <c>HttpContext.User</c>. Tomcat believes it only with <c>tomcatAuthentication="false"</c>. Default: true (httpd: always).
    /// </summary>
    public bool TellUser { get; set; } = true;

    /// <summary>
    /// Members get the certificate of a client that showed one, as PEM (<c>ssl_cert</c>). Default: true (httpd: with SSLOptions +ExportCertData).
    /// </summary>
    public bool TellCertificate { get; set; } = true;
}
