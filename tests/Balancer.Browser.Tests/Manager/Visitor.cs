using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Balancing.Browser.Tests.Manager;

/// <summary>Somebody with a browser, which takes down what it complains of: an error, a policy broken, a dialog.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Complain(message.Type is "error" or "warning" ? $"{message.Type}: {message.Text} ({message.Location})" : null);
        page.PageError += (_, error) => Complain($"exception: {error}");
        page.Dialog += async (_, dialog) =>
        {
            Complain($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Part of a complaint that belongs to the test: a status that it provokes.</summary>
    public string? Expect { get; set; }

    /// <summary>Takes a picture for people.</summary>
    public Task ShootAsync(string name, bool whole = true) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Folder, name + ".png"),
        FullPage = whole,
        Animations = ScreenshotAnimations.Disabled,
        Caret = ScreenshotCaret.Hide,
    });

    /// <summary>Fails when the browser complained.</summary>
    public void IsContent() => Assert.True(_complaints.IsEmpty, string.Join('\n', _complaints));

    public ValueTask DisposeAsync() => new(_context.CloseAsync());

    private void Complain(string? text)
    {
        if (text is not null && (Expect is null || !text.Contains(Expect, StringComparison.Ordinal)))
        {
            _complaints.Enqueue(text);
        }
    }
}
