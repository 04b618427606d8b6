using System.Net;
using Balancing.Manager.Pages;

namespace Balancing.Manager.Serving;

/// <summary>Makes a request of what was typed into the why box, and asks the site or the balancer about it. A dry run: nothing counts.</summary>
internal static class WhyDesk
{
    private const int MostFields = 100;

    /// <summary>The decision, or null.</summary>
    /// <param name="view">The balancers.</param>
    /// <param name="sites">The sites.</param>
    /// <param name="question">What was typed.</param>
    /// <param name="asking">Address of whoever asks, which the request is taken to come from.</param>
    /// <param name="problem">What is wrong with the question; null when nothing is.</param>
    public static Decision? Answer(ManagerView view, IReadOnlyList<ReverseProxy> sites, WhyQuestion question, IPAddress? asking, out string? problem)
    {
        problem = ProblemOf(question);
        if (problem is not null || Facts(question, asking, ref problem) is not { } facts)
        {
            return null;
        }

        if (view.Find(question.B) is { } balancer)
        {
            return balancer.Balancer.Explain(facts);
        }

        var site = sites.FirstOrDefault(s => string.Equals(s.Name, question.B, StringComparison.OrdinalIgnoreCase));
        problem = site is null ? "There is no such balancer or site." : null;
        return site?.Explain(facts);
    }

    private static string? ProblemOf(WhyQuestion question) =>
        question.Method.Length is 0 or > 32 || !question.Method.All(char.IsAsciiLetter) ? "The method is none."
        : question.Path is not ['/', ..] || question.Path.Any(c => c is <= ' ' or '\x7F' or '#') ? "The path is none: it begins with / and is encoded as in a URL."
        : question.Host.Any(char.IsControl) || question.Cookies.Any(char.IsControl) ? "Host and cookies are one line each."
        : null;

    private static RequestFacts? Facts(WhyQuestion question, IPAddress? asking, ref string? problem)
    {
        var facts = new RequestFacts
        {
            Method = question.Method,
            Target = question.Path,
            Host = question.Host.Length > 0 ? question.Host : null,
            CookieHeader = question.Cookies.Length > 0 ? question.Cookies : null,
            ClientAddress = asking,
            Scheme = "http",
        };
        var lines = question.Fields.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines.Take(MostFields + 1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.Any(char.IsControl) || lines.Length > MostFields)
            {
                problem = $"The fields are lines of the form \"Name: value\", at most {MostFields}.";
                return null;
            }

            facts = facts.Header(line[..colon].TrimEnd(), line[(colon + 1)..].TrimStart());
        }

        return facts;
    }
}
