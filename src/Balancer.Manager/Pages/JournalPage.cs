using System.Text;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A page.</summary>
internal static class JournalPage
{
    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Render(PageContext context, ManagerView view, string? b) =>
        Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Journal</title>");
}
