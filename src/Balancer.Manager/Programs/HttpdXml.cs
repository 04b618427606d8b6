using System.Globalization;
using System.Text;
using System.Xml;

namespace Balancing.Manager.Programs;

/// <summary>
/// What httpd's manager answers to <c>?xml=1</c> (mod_proxy_balancer.c: balancer_display_page): the same elements in the same order. Unlike
/// there every text is encoded, and what XML cannot carry is replaced.
/// </summary>
internal sealed class HttpdXml
{
    /// <summary>Type of the document.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    private const string Space = "http://httpd.apache.org";

    // Lines as httpd's: scripts that read it with grep find one element on each.
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize };

    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(60);

    private readonly XmlWriter _xml;
    private readonly DateTimeOffset _now;

    private HttpdXml(XmlWriter xml, DateTimeOffset now) => (_xml, _now) = (xml, now);

    /// <summary>The document, in UTF-8.</summary>
    /// <param name="view">What there is.</param>
    /// <param name="token">The token that forms of whoever asks must carry; a balancer's own, as configured, is never told (R53).</param>
    public static byte[] Write(ManagerView view, string token)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            new HttpdXml(xml, view.At).Write(view.Balancers, token);
        }

        return buffer.ToArray();
    }

    private void Write(IReadOnlyList<BalancerView> balancers, string token)
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement("httpd", "manager", Space);
        Start("balancers");
        foreach (var balancer in balancers)
        {
            Start("balancer");
            Write(balancer, token);
            End();
        }

        End();
        End();
    }

    private void Write(BalancerView balancer, string token)
    {
        var plan = balancer.Snapshot.Plan;
        Element("name", $"balancer://{balancer.Key}");
        Element("nonce", plan.Nonce is null ? token : "");
        if (plan.Stickiness is { } sticky)
        {
            Element("stickysession", sticky.CookieName);
            Element("nofailover", OnOff(plan.NoFailover));
        }

        Element("timeout", Seconds(plan.Timeout));
        if (plan.MaxAttempts is not null || plan.Members.Count > 1)
        {
            Element("maxattempts", plan.EffectiveMaxAttempts); // httpd sets it itself when there is more than one member
        }

        Element("lbmethod", plan.Method.Name);
        if (plan.Stickiness is { ScolonPathDelim: true })
        {
            Element("scolonpathdelim", "On");
        }

        Start("workers");
        for (var i = 0; i < plan.Members.Count; i++)
        {
            Start("worker");
            WriteSettings(plan.Members[i], balancer.Snapshot.Members[i]);
            WriteNumbers(balancer.Snapshot.Members[i]);
            WriteMore(plan.Members[i]);
            End();
        }

        End();
    }

    private void WriteSettings(MemberPlan plan, MemberSnapshot member)
    {
        Element("name", plan.Url.Configured);
        Element("scheme", plan.Url.Scheme);
        Element("hostname", plan.Url.Host.Trim('[', ']'));
        Element("loadfactor", Factor(member));
        Element("port", Math.Max(0, plan.Url.Port));
        Element("min", plan.Pool.Min);
        Element("smax", plan.Pool.SMax ?? plan.Pool.Max);
        Element("max", plan.Pool.Max);
        Element("ttl", Seconds(plan.Pool.Ttl ?? TimeSpan.Zero));
        When(plan.Timeout, "timeout", Seconds);
        When(plan.Pool.Acquire, "acquire", Milliseconds);
        When(plan.ReceiveBufferSize, "recv_buffer_size");
        When(plan.IoBufferSize, "io_buffer_size");
        if (plan.KeepAlive)
        {
            Element("keepalive", "On");
        }
    }

    private void WriteNumbers(MemberSnapshot member)
    {
        Element("status", $"{member.StatusText} ");
        if (member.FailedAgo is { } ago)
        {
            Element("error_time", (_now - ago).ToString("R", CultureInfo.InvariantCulture));
        }

        Element("retries", member.Retries);
        Element("lbstatus", member.LbStatus);
        Element("loadfactor", Factor(member));
        Element("transferred", member.Sent);
        Element("read", member.Received);
        Element("elected", member.Elected);
        Element("route", member.Route);
        Element("redirect", member.Redirect);
        Element("busy", member.Busy);
        Element("lbset", member.Set);
    }

    private void WriteMore(MemberPlan plan)
    {
        if (plan.Url.Scheme == "ajp")
        {
            Element("flushpackets", plan.FlushPackets.ToString());
            if (plan.FlushPackets == Flush.Auto)
            {
                Element("flushwait", (long)plan.FlushWait.TotalMicroseconds);
            }

            When(plan.Ping, "ping", Milliseconds);
        }

        if (plan.Pool.DisableReuse)
        {
            Element("disablereuse", "On");
        }

        When(plan.ConnectionTimeout, "connectiontimeout", Milliseconds);
        When(plan.Retry == DefaultRetry ? null : plan.Retry, "retry", Seconds);
    }

    private static string OnOff(bool value) => value ? "On" : "Off";

    private static string Factor(MemberSnapshot member) => member.Factor.ToString("F2", CultureInfo.InvariantCulture);

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;

    // httpd writes only what is left over after whole seconds (apr_time_msec), so 2 s is 0 there.
    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private void When(TimeSpan? time, string name, Func<TimeSpan, long> unit)
    {
        if (time is { } set)
        {
            Element(name, unit(set));
        }
    }

    private void When(int number, string name)
    {
        if (number > 0)
        {
            Element(name, number);
        }
    }

    private void Start(string name) => _xml.WriteStartElement(name, Space);

    private void End() => _xml.WriteFullEndElement();

    private void Element(string name, long number) => Element(name, number.ToString(CultureInfo.InvariantCulture));

    private void Element(string name, string text)
    {
        Start(name);
        _xml.WriteString(XmlText.Of(text));
        End();
    }
}
