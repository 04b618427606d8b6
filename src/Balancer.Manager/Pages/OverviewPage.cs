using System.Text;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A page.</summary>
internal static class OverviewPage
{
    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Render(PageContext context, ManagerView view, Selection selection, ManagerHistory history, IReadOnlyList<DrainStatus> drains) =>
        Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Overview</title>");
}
