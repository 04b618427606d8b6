using Microsoft.Playwright;

namespace Balancing.Browser.Tests.Manager;

/// <summary>Pictures for people who look at them: of each kind of screen, and of a member in trouble.</summary>
[Collection(ManagerInABrowser.Name)]
public sealed class PicturesTests(Chromium chromium)
{
    [Theory]
    [InlineData("light", 1440, 900)]
    [InlineData("dark", 1440, 900)]
    [InlineData("narrow", 390, 844)]
    public async Task The_page_fits_its_screen(string name, int width, int height)
    {
        await using var stage = await Stage.StartAsync(b => b.Member("http://127.0.0.1:9", m => m.Route("d").LoadFactor(2)).MaxAttempts(3));
        await using var visitor = await chromium.VisitAsync(scheme: name == "dark" ? ColorScheme.Dark : ColorScheme.Light, width: width, height: height);
        var page = new ManagerPage(visitor, stage);
        await stage.SendAsync(25);
        stage.Foo.Edit(new MemberEdit(stage.Members[1]) { Drain = true });
        await page.OpenAsync();
        await stage.SendAsync(40);
        await page.SeesAsync(stage.Members[0], "elected", stage.Foo.Snapshot().Members[0].Elected.ToString(System.Globalization.CultureInfo.InvariantCulture));

        await visitor.ShootAsync(name);
        await page.OpenMemberAsync(stage.Members[0]);
        await visitor.ShootAsync(name + "-member");

        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        visitor.IsContent();
    }
}
