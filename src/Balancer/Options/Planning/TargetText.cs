namespace Balancing;

/// <summary>
/// A rule's target, split once: who (a balancer's name, or scheme and authority) and what follows. Nothing in a request
/// may select who (R27, R31).
/// </summary>
/// <param name="Balancer">Lower-case name, or null for a plain target.</param>
/// <param name="Url">Scheme and authority of a plain target, or null.</param>
/// <param name="Template">What follows: path and query, with <c>$0</c>..<c>$9</c> in a match rule.</param>
internal sealed record TargetText(string? Balancer, MemberUrl? Url, string Template)
{
    private const string NotFromRequest = "a capture or variable may not choose scheme, host or port (R27)";

    /// <summary>Splits a target.</summary>
    /// <param name="text">For example <c>balancer://foo/app</c>, <c>http://h$1</c>, <c>unix:/s|http://h/x</c>.</param>
    /// <param name="target">The parts.</param>
    /// <param name="cause">What is wrong, when the result is false.</param>
    public static bool TryParse(string text, out TargetText? target, out string cause)
    {
        target = null;
        var start = text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) ? text.IndexOf('|', StringComparison.Ordinal) + 1 : 0;
        var scheme = text.IndexOf("://", start, StringComparison.Ordinal);
        if (Characters.AnyControlOrSpace(text) || text.Contains('#', StringComparison.Ordinal))
        {
            cause = "a target holds no white space, no control character and no '#'";
            return false;
        }

        if (scheme < 0 || text.AsSpan(0, scheme).Contains('$'))
        {
            cause = scheme < 0 ? "it is neither balancer://name nor an absolute URL" : NotFromRequest;
            return false;
        }

        var end = text.AsSpan(scheme + 3).IndexOfAny('/', '?') is var found and >= 0 ? scheme + 3 + found : text.Length;
        if (!TrySplitAuthority(text, scheme + 3, ref end))
        {
            cause = NotFromRequest;
            return false;
        }

        return TryMake(text[..end], scheme, text[end..], out target, out cause);
    }

    // http://h$1 is the authority h and the template $1: the joint always gets one slash. http://h$1.x, http://h:$1 and
    // http://10.0.0.$1 let the request finish the host or port, and are refused.
    private static bool TrySplitAuthority(string text, int start, ref int end)
    {
        var authority = text.AsSpan(start, end - start);
        var dollar = authority.IndexOf('$');
        if (dollar >= 0)
        {
            if (!OnlyVariables(authority[dollar..]))
            {
                return false;
            }

            authority = authority[..dollar];
            end = start + dollar;
        }

        return authority.IndexOfAny('%', '{', '}') < 0 && (dollar < 0 || (authority.Length > 0 && (authority[^1] == ']' || char.IsAsciiLetterOrDigit(authority[^1]))));
    }

    private static bool OnlyVariables(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var length = text is ['$', >= '0' and <= '9', ..] ? 2 : text is ['$', '{', ..] ? text.IndexOf('}') + 1 : 0;
            if (length == 0)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    private static bool TryMake(string who, int scheme, string template, out TargetText? target, out string cause)
    {
        target = null;
        cause = "";
        if (who.AsSpan(0, scheme).Equals("balancer", StringComparison.OrdinalIgnoreCase))
        {
            var name = who[(scheme + 3)..].ToLowerInvariant();
            target = new TargetText(name, null, template);
            cause = "it names no balancer";
            return Characters.IsBalancerName(name);
        }

        if (!MemberUrl.TryParse(who, out var url, out cause))
        {
            return false;
        }

        target = new TargetText(null, url, template);
        return true;
    }
}
