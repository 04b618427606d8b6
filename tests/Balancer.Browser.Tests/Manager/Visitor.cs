using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Balancing.Browser.Tests.Manager;

/// <summary>Somebody with a browser. When they leave, the browser must not have complained: no error, no policy broken, no dialog.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Complain(message.Type is "error" or "warning" ? $"{message.Type}: {message.Text}" : null);
        page.PageError += (_, error) => Complain($"exception: {error}");
        page.Dialog += async (_, dialog) =>
        {
            Complain($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser said that it should not have; statuses that a test expects are taken out by <see cref="Expect"/>.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Part of a complaint that belongs to the test.</summary>
    public string? Expect { get; set; }

    /// <summary>Takes a picture for people.</summary>
    public Task ShootAsync(string name, bool whole = true) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Folder, name + ".png"), FullPage = whole, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide,
    });

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.Empty(_complaints);
    }

    private void Complain(string? text)
    {
        if (text is not null && (Expect is null || !text.Contains(Expect, StringComparison.Ordinal)))
        {
            _complaints.Enqueue(text);
        }
    }
}
