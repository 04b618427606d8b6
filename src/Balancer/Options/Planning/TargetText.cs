using Balancing.Mapping;

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
    /// <summary>Splits a target.</summary>
    /// <param name="text">For example <c>balancer://foo/app</c>, <c>http://h$1</c>, <c>unix:/s|http://h/x</c>.</param>
    /// <param name="target">The parts.</param>
    /// <param name="cause">What is wrong, when the result is false.</param>
    /// <param name="rewriting"><c>%N</c> and <c>%{VAR}</c> count too, as in a RewriteRule.</param>
    public static bool TryParse(string text, out TargetText? target, out string cause, bool rewriting = false)
    {
        target = null;
        if (Characters.AnyControlOrSpace(text))
        {
            cause = "a target holds no white space and no control character";
            return false;
        }

        if (!TemplateRules.TrySplit(text, out var balancer, out var authority, out var template, out cause, rewriting))
        {
            return false;
        }

        // http://h$1 means http://h/$1, but http://10.0.0.$1 was meant to choose the host.
        if (template is ['$' or '%', ..] && (text[^(template.Length + 1)] is '.' or '-'))
        {
            cause = "a capture or variable must not be a part of the host";
            return false;
        }

        if (balancer is not null)
        {
            cause = "it names no balancer";
            target = new TargetText(balancer, null, template);
            return Characters.IsBalancerName(balancer);
        }

        var known = MemberUrl.TryParse(authority, out var url, out cause);
        target = new TargetText(null, url, template);
        return known;
    }
}
