using System.Collections;
using System.Globalization;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>What a text should give: the options without what the export declared lost, and with what httpd says in other words.</summary>
internal static class Without
{
    /// <summary>Takes the losses away. The options are changed.</summary>
    public static BalancingOptions Losses(BalancingOptions options, IReadOnlyList<ExportLoss> losses)
    {
        var left = new List<(IList List, object? Item)>();
        foreach (var loss in losses)
        {
            Take(options, loss.Place.Split(':'), left);
        }

        foreach (var (list, item) in left)
        {
            list.Remove(item);
        }

        return options;
    }

    /// <summary>Says by lines what follows from rules: httpd has nothing that follows.</summary>
    public static void Implications(SiteOptions site)
    {
        if (site.ProxyPassReverse.Count == 0 && site.ImplicitReverse != false)
        {
            site.ProxyPassReverse =
            [
                .. site.ProxyPass.Where(rule => rule is { Path: not null, Exclude: not true } && (rule.Interpolate == true || !rule.Path.Any(char.IsWhiteSpace)))
                    .Select(rule => new ProxyPassReverseOptions { Path = rule.Path!, From = rule.To!.Split('?')[0], Interpolate = rule.Interpolate }),
            ];
        }

        site.ImplicitReverse = false;
    }

    private static void Take(object here, string[] path, List<(IList List, object? Item)> left)
    {
        for (var i = 0; i < path.Length - 1; i++)
        {
            here = Step(here, path[i]);
        }

        if (here is IList list)
        {
            left.Add((list, list[int.Parse(path[^1], CultureInfo.InvariantCulture)]));
        }
        else
        {
            var property = here.GetType().GetProperty(path[^1])!;
            property.SetValue(here, property.PropertyType == typeof(List<string>) && property.Name != "TrustedProxies" ? new List<string>() : null);
        }
    }

    private static object Step(object here, string step) => here switch
    {
        IDictionary map => map[step]!,
        IList list => list[int.Parse(step, CultureInfo.InvariantCulture)]!,
        _ => here.GetType().GetProperty(step)!.GetValue(here)!,
    };
}
