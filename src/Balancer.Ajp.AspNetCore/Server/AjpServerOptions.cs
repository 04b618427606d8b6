namespace Balancing.Ajp;

/// <summary>
/// How <c>UseAjp</c> listens. All that is wrong is reported at once when the server starts, as a <see cref="BalancerConfigurationException"/>.
/// Limits on requests that HTTP has, too, are those of Kestrel.
/// </summary>
public sealed class AjpServerOptions
{
    /// <summary>
    /// What the front must send with every request; a request without it is answered by 403, and the application never sees it. 1 to 1024
    /// characters of Latin-1 without controls; httpd sends at most 63. Default: null, none, which <see cref="RequireSecret"/> does
    /// not allow. httpd, Tomcat: <c>secret</c>; mod_jk: <c>worker.name.secret</c>.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>
    /// Without a <see cref="Secret"/> the server does not start. Switch it off only where nobody but the front can reach the
    /// port: everybody who can says who the client is. Default: true (Tomcat: <c>secretRequired</c>).
    /// </summary>
    public bool RequireSecret { get; set; } = true;

    /// <summary>
    /// The endpoint may be another one than loopback, a Unix socket or a named pipe. AJP hides nothing and proves nothing, not even the secret stays
    /// secret: use it within a network of your own, or under TLS. Default: false, the server does not start on such an endpoint
    /// (Tomcat: <c>address</c>, by default loopback).
    /// </summary>
    public bool AllowRemote { get; set; }

    /// <summary>
    /// Names of request attributes that may come in, beside those that always may: the three <c>AJP_*</c>, <c>JK_LB_ACTIVATION</c>, and
    /// names about TLS. <c>*</c> stands for any characters. A request with any other attribute is answered by 403. Names are not empty. Default: none
    /// (Tomcat: <c>allowedRequestAttributesPattern</c>). httpd sends each <c>SetEnv AJP_NAME</c> as <c>NAME</c>, mod_jk each <c>JkEnvVar</c>.
    /// </summary>
    public IList<string> AllowedAttributes { get; } = [];

    /// <summary>
    /// The user whom the front has let in becomes <c>HttpContext.User</c>, with its name and the way it signed in. Default: false; the names are
    /// in <see cref="IAjpFeature"/> all the same (Tomcat: <c>tomcatAuthentication="false"</c>).
    /// </summary>
    public bool TrustRemoteUser { get; set; }

    /// <summary>
    /// Greatest packet in bytes, 8192 to 65536, rounded up to a multiple of 1024 as fronts do; the front must use the same. Default: 8192
    /// (httpd: <c>iobuffersize</c>; mod_jk: <c>max_packet_size</c>; Tomcat: <c>packetSize</c>).
    /// </summary>
    public int PacketSize { get; set; } = AjpPackets.DefaultSize;

    /// <summary>Most header lines of a request, 1 to 32767; one with more is answered by 500. Default: 100 (Tomcat: <c>maxHeaderCount</c>).</summary>
    public int MaxHeaderCount { get; set; } = 100;

    /// <summary>
    /// Longest time between the first byte of a packet and its last, and for the body's packet that is still due when the answer is
    /// complete; above zero. Then the connection is closed. While the application reads a body, Kestrel's MinRequestBodyDataRate holds. Default:
    /// 20 s (Tomcat: <c>connectionTimeout</c>, there infinite).
    /// </summary>
    public TimeSpan PacketTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Longest time without a request; above zero, or infinite. Then the connection is closed. Let it be longer than fronts keep their idle connections.
    /// Default: 10 minutes (Tomcat: <c>keepAliveTimeout</c>, there infinite; httpd: <c>ttl</c>; mod_jk: <c>connection_pool_timeout</c>).
    /// </summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What the application has written is pushed on to the client when the application pauses: the front is told to flush. Without it the front
    /// sends when it has enough. Default: true (Tomcat: <c>ajpFlush</c>).
    /// </summary>
    public bool FlushMarkers { get; set; } = true;

    /// <summary>The clock of the time-outs. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
