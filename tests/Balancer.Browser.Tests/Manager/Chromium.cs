using Microsoft.Playwright;

namespace Balancing.Browser.Tests.Manager;

/// <summary>One browser for all tests of the manager. Each test has a profile of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Browser.Find(),
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        await _browser!.CloseAsync();
        _playwright!.Dispose();
    }

    /// <summary>Somebody with a browser of their own.</summary>
    internal async Task<Visitor> VisitAsync(
        bool scripts = true, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900, ReducedMotion motion = ReducedMotion.Reduce)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            JavaScriptEnabled = scripts,
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "en-GB",
            TimezoneId = "UTC",
            ReducedMotion = motion,
        });
        context.SetDefaultTimeout(20_000);
        Assertions.SetDefaultExpectTimeout(20_000);
        return new Visitor(context, await context.NewPageAsync());
    }
}

[CollectionDefinition(Name)]
public sealed class ManagerInABrowser : ICollectionFixture<Chromium>
{
    public const string Name = "Manager in a browser";
}
