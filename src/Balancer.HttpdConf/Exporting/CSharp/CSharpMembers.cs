using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>Members and their health checks as calls.</summary>
internal sealed class CSharpMembers(Losses losses)
{
    /// <summary>The call that adds a member; null when no text can name it.</summary>
    public Call? Member(MemberOptions options, string place)
    {
        if (options.Attached is not null)
        {
            var isUrl = MemberUrl.TryParse(options.Url, out _, out _);
            losses.Add($"{place}:Attached", isUrl
                ? "what code attached to the member is no text: attach it in code"
                : $"the member '{options.Url}' stands for an object that is no text, so it is left out: add it in code");
            if (!isUrl)
            {
                return null;
            }
        }

        var call = new Call("Member", Literal.Of(options.Url)) { Alone = true };
        var inner = Inner(options, place);
        return inner.Count == 0 ? call : call with { Parameter = "m", Inner = inner };
    }

    /// <summary>What is said of a member, its URL apart.</summary>
    public List<Call> Inner(MemberOptions options, string place)
    {
        List<Call> calls = [.. Verbs.Of(options, MemberTables.Member)];
        if (options.UnixSocket is { } socket)
        {
            calls.Add(new Call("UnixSocket", Literal.Of(socket)));
        }

        Call[] pool = [.. Verbs.Of(options.Pool, MemberTables.Pool)];
        if (pool.Length > 0)
        {
            calls.Add(new Call("Pool") { Parameter = "p", Inner = pool });
        }

        if (options.HealthCheck is { } check)
        {
            calls.Add(HealthCheck(check, $"{place}:HealthCheck"));
        }

        calls.AddRange(options.ProxySet.Select(text => new Call("ProxySet", Literal.Of(text))));
        return calls;
    }

    /// <summary>What is said of a health check.</summary>
    public List<Call> Check(HealthCheckOptions options, string place, bool withTemplate)
    {
        if (options.Judge is not null)
        {
            losses.Add($"{place}:Expr", "the expression is code: pass it to Expr here");
        }

        if (options.Probe is not null)
        {
            losses.Add($"{place}:Probe", "the probe is code: pass it to Probe here");
        }

        List<Call> calls = [.. Verbs.Of(options, MemberTables.HealthCheck).Where(call => withTemplate || call.Name != "Template")];
        return calls.Count == 0 && string.IsNullOrEmpty(options.Template)
            ? [new Call("Method", Literal.Of(HcMethod.None))] // a lambda has to do something
            : calls;
    }

    private Call HealthCheck(HealthCheckOptions options, string place)
    {
        var inner = Check(options, place, withTemplate: false);
        var call = string.IsNullOrEmpty(options.Template) ? new Call("HealthCheck") : new Call("HealthCheck", Literal.Of(options.Template));
        return inner.Count > 0 || call.Arguments.Length == 0 ? call with { Parameter = "h", Inner = inner } : call;
    }
}
