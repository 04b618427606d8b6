using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Balancing.Browser.Tests.Manager;

/// <summary>An evening of an operator. With scripts the page follows by itself; without them everything can be done all the same.</summary>
[Collection(ManagerInABrowser.Name)]
public sealed class ScenarioTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Counts_grow_a_factor_is_changed_members_are_disabled_drained_and_brought_back(bool scripts)
    {
        await using var stage = await Stage.StartAsync();
        await using var visitor = await chromium.VisitAsync(scripts, height: 400);
        var page = new ManagerPage(visitor, stage, scripts);
        var (one, two, standby) = (stage.Members[0], stage.Members[1], stage.Members[2]);
        var pictures = scripts ? "" : "-without-scripts";

        await page.OpenAsync();
        await stage.SendAsync(12);
        await page.SeesAsync(one, "elected", "6");
        await page.SeesAsync(two, "elected", "6");
        await page.SeesAsync(standby, "elected", "0");
        await visitor.ShootAsync("counts" + pictures);

        await page.Page.GetByRole(AriaRole.Link, new() { Name = one }).First.ClickAsync();
        await visitor.ShootAsync("member" + pictures);
        await page.ReviewAsync(one, "Load factor", "4", "LoadFactor");
        await visitor.ShootAsync("confirm" + pictures);
        await page.ApplyAsync();
        await Expect(page.Cell(one, "factor")).ToHaveTextAsync("4.00");
        await visitor.ShootAsync("applied" + pictures);
        await stage.SendAsync(20);
        await page.SeesAsync(one, "elected", "22");
        await page.SeesAsync(two, "elected", "10");

        await page.ChangeAsync(two, "Disabled", "On", "Disabled");
        await page.SeesAsync(two, "status", "Init Dis");
        await stage.SendAsync(5);
        await page.SeesAsync(one, "elected", "27");

        await DrainAsync(stage, visitor, page, one, pictures);
        await stage.SendAsync(3);
        await page.SeesAsync(standby, "elected", "3");

        await page.OpenAsync("/journal");
        await visitor.ShootAsync("journal" + pictures);
        await page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Disabled" }).Filter(new() { HasText = two }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await visitor.ShootAsync("undo" + pictures);
        await page.ApplyAsync();
        await page.SeesAsync(two, "status", "Init Ok");
        visitor.IsContent();
    }

    // A session keeps it until its request has been answered.
    private static async Task DrainAsync(Stage stage, Visitor visitor, ManagerPage page, string member, string pictures)
    {
        var held = await stage.HoldAsync("a");
        await page.OpenMemberAsync(member);
        await page.Form.GetByLabel("Deadline").FillAsync("");
        await page.Form.GetByRole(AriaRole.Button, new() { Name = "Drain" }).ClickAsync();
        await visitor.ShootAsync("drain-confirm" + pictures);
        await page.ApplyAsync();
        await Expect(page.Value(member, "status")).ToHaveTextAsync("Init Drn Ok");
        await Expect(page.Cell(member, "status")).ToContainTextAsync("1");
        await visitor.ShootAsync("draining" + pictures);
        stage.Release();
        await held;
        await page.SeesAsync(member, "status", "Init Drn Dis");
    }
}
