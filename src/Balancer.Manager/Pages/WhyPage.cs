using System.Text;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A page.</summary>
internal static class WhyPage
{
    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Render(PageContext context, ManagerView view, WhyQuestion question, Decision? decision, string? problem) =>
        Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Why</title>");
}
