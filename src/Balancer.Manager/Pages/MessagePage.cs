using System.Text;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A page.</summary>
internal static class MessagePage
{
    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Render(PageContext context, string title, IReadOnlyList<string> lines) =>
        Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Message</title>");
}
