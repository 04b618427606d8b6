using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Balancing.Browser.Tests.Manager;

/// <summary>Operators at work: two at once, one without a mouse, one who follows a link.</summary>
[Collection(ManagerInABrowser.Name)]
public sealed class OperatorsTests(Chromium chromium)
{
    [Fact]
    public async Task Of_two_operators_at_once_the_second_is_told_what_the_first_has_changed()
    {
        await using var stage = await Stage.StartAsync();
        await using var first = await chromium.VisitAsync(height: 400);
        await using var second = await chromium.VisitAsync(height: 400);
        second.Expect = "409";
        var (one, other) = (new ManagerPage(first, stage), new ManagerPage(second, stage));
        var member = stage.Members[0];
        await other.OpenMemberAsync(member);

        await one.ChangeAsync(member, "Load factor", "4", "LoadFactor");
        await Expect(other.Page.GetByText("have changed since this page was made")).ToBeVisibleAsync();
        await other.Form.GetByLabel("LB Set").FillAsync("2");
        await other.Form.GetByRole(AriaRole.Button, new() { Name = "Review changes" }).ClickAsync();

        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("LoadFactor");
        await second.ShootAsync("stale");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Apply all the same" }).ClickAsync();
        await Expect(other.Cell(member, "set")).ToHaveTextAsync("2");
        Assert.Equal((4, 2), (stage.Foo.Snapshot().Members[0].Factor, stage.Foo.Snapshot().Members[0].Set)); // what the second left alone is the first's
        first.IsContent();
        second.IsContent();
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard_alone()
    {
        await using var stage = await Stage.StartAsync();
        await using var visitor = await chromium.VisitAsync(height: 400);
        var page = new ManagerPage(visitor, stage);
        var keys = page.Page.Keyboard;
        await page.OpenAsync();

        await keys.PressAsync("Tab");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await TabToAsync(page.Page, page.Page.GetByRole(AriaRole.Link, new() { Name = stage.Members[0] }));
        await keys.PressAsync("Enter");
        await Expect(page.Form.GetByRole(AriaRole.Heading)).ToContainTextAsync(stage.Members[0]);
        await TabToAsync(page.Page, page.Form.GetByLabel("Load factor"));
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("3");
        await keys.PressAsync("Enter");
        var apply = page.Page.GetByRole(AriaRole.Button, new() { Name = "Apply", Exact = true });
        await Expect(apply).ToBeVisibleAsync();
        await TabToAsync(page.Page, apply);
        await keys.PressAsync("Enter");

        await Expect(page.Cell(stage.Members[0], "factor")).ToHaveTextAsync("3.00");
        await keys.PressAsync("/");
        await keys.TypeAsync("stby");
        await Expect(page.Row(stage.Members[0])).ToBeHiddenAsync();
        await Expect(page.Row(stage.Members[2])).ToBeVisibleAsync();
        visitor.IsContent();
    }

    [Fact]
    public async Task Several_members_are_changed_at_once()
    {
        await using var stage = await Stage.StartAsync();
        await using var visitor = await chromium.VisitAsync(height: 400);
        var page = new ManagerPage(visitor, stage);
        await page.OpenAsync();

        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = stage.Members[0] }).CheckAsync();
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = stage.Members[1] }).CheckAsync();
        var several = page.Page.Locator("form.several");
        await several.GetByLabel("LB Set").FillAsync("7");
        await several.GetByRole(AriaRole.Button, new() { Name = "Review changes" }).ClickAsync();
        await visitor.ShootAsync("several");
        await page.ApplyAsync();

        Assert.Equal([7, 7, 0], stage.Foo.Snapshot().Members.Select(m => m.Set));
        visitor.IsContent();
    }

    [Fact]
    public async Task A_link_leads_to_a_balancer_or_a_member_and_changes_nothing_whatever_it_says()
    {
        await using var stage = await Stage.StartAsync();
        await using var visitor = await chromium.VisitAsync(height: 400);
        var page = new ManagerPage(visitor, stage);

        await page.OpenAsync("?b=foo");
        await Expect(page.Form.GetByRole(AriaRole.Heading)).ToContainTextAsync("balancer://foo");
        await page.OpenAsync($"?b=foo&w={Uri.EscapeDataString(stage.Members[1])}&w_lf=9&w_status_D=1&do=apply&nonce=x");
        await Expect(page.Form.GetByRole(AriaRole.Heading)).ToContainTextAsync(stage.Members[1]);
        await Expect(page.Form.GetByLabel("Load factor")).ToHaveValueAsync("1");

        Assert.Equal(0, stage.Foo.Revision);
        visitor.IsContent();
    }

    [Fact]
    public async Task The_why_box_answers()
    {
        await using var stage = await Stage.StartAsync();
        await using var visitor = await chromium.VisitAsync(height: 400);
        var page = new ManagerPage(visitor, stage);
        await page.OpenAsync("/why");

        await page.Page.GetByLabel("Ask").SelectOptionAsync("www");
        await page.Page.GetByLabel("Path and query").FillAsync("/app/cart?x=1");
        await page.Page.GetByLabel("Cookies").FillAsync("JSESSIONID=1.b");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Answer" })).ToContainTextAsync(stage.Members[1]);
        Assert.DoesNotContain("JSESSIONID", page.Page.Url, StringComparison.Ordinal);
        await visitor.ShootAsync("why");
        visitor.IsContent();
    }

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        for (var i = 0; i < 80; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail("The keyboard does not lead there.");
    }
}
