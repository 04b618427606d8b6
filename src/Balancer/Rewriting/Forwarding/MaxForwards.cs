using System.Globalization;

namespace Balancing.Rewriting;

/// <summary>What Max-Forwards asks of us.</summary>
internal enum MaxForwardsStep
{
    /// <summary>The request goes on, with the new value.</summary>
    Forward,

    /// <summary>TRACE or OPTIONS ends here: we answer ourselves.</summary>
    AnswerLocally,

    /// <summary>400: no number, or no way left for this method.</summary>
    Refuse,
}

/// <summary>The decision about Max-Forwards (httpd: mod_proxy.c, proxy_handler).</summary>
/// <param name="Step">What to do.</param>
/// <param name="Value">The header to send, or null for none.</param>
internal readonly record struct MaxForwards(MaxForwardsStep Step, string? Value = null)
{
    /// <summary>Decides. Methods are all counted down, as in httpd, not only TRACE and OPTIONS.</summary>
    /// <param name="method">The request method.</param>
    /// <param name="received">The header as received, or null.</param>
    /// <param name="configured">Added when there is none (httpd: ProxyMaxForwards); null for none.</param>
    public static MaxForwards Of(string method, string? received, int? configured)
    {
        if (received is null)
        {
            return new(MaxForwardsStep.Forward, configured?.ToString(CultureInfo.InvariantCulture));
        }

        if (!long.TryParse(received, NumberStyles.None, CultureInfo.InvariantCulture, out var left))
        {
            return new(MaxForwardsStep.Refuse);
        }

        return left > 0 ? new(MaxForwardsStep.Forward, (left - 1).ToString(CultureInfo.InvariantCulture))
            : method is "TRACE" or "OPTIONS" ? new(MaxForwardsStep.AnswerLocally)
            : new(MaxForwardsStep.Refuse);
    }
}
