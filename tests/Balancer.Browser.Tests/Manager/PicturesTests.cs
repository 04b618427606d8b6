using System.Globalization;
using Balancing.Testing;
using Microsoft.Playwright;

namespace Balancing.Browser.Tests.Manager;

/// <summary>Pictures for people who look at them: of each kind of screen, and of a member in trouble.</summary>
[Collection(ManagerInABrowser.Name)]
public sealed class PicturesTests(Chromium chromium)
{
    [Theory]
    [InlineData("light", 1440, 500)]
    [InlineData("dark", 1440, 500)]
    [InlineData("narrow", 390, 844)]
    public async Task The_page_fits_its_screen(string name, int width, int height)
    {
        var clock = new ManualTimeProvider();
        await using var stage = await Stage.StartAsync(b => b.Member("http://127.0.0.1:9", m => m.Route("d").LoadFactor(2)).MaxAttempts(3), clock);
        await using var visitor = await chromium.VisitAsync(scheme: name == "dark" ? ColorScheme.Dark : ColorScheme.Light, width: width, height: height);
        var page = new ManagerPage(visitor, stage);
        for (var i = 0; i < 58; i++)
        {
            await stage.SendAsync(8 + (int)(6 * Math.Sin(i / 4.0)) + (i * 7 % 5));
            clock.Advance(TimeSpan.FromSeconds(5));
            if (i == 40)
            {
                stage.Foo.Edit(new EditRequest(new MemberEdit(stage.Members[1]) { Drain = true }) { By = new Operator("ann", "192.0.2.7") });
            }
        }

        await page.OpenAsync();
        await page.SeesAsync(stage.Members[0], "elected", stage.Foo.Snapshot().Members[0].Elected.ToString(CultureInfo.InvariantCulture));

        await visitor.ShootAsync(name);
        await page.OpenMemberAsync(stage.Members[0]);
        await visitor.ShootAsync(name + "-member");

        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        visitor.IsContent();
    }
}
