using System.Text;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A page.</summary>
internal static class ConfirmPage
{
    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Render(PageContext context, BalancerView balancer, EditPreview preview, string title, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Confirm</title>");
}
