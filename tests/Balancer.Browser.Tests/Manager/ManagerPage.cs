using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Balancing.Browser.Tests.Manager;

/// <summary>The manager as somebody sees it.</summary>
internal sealed class ManagerPage(Visitor visitor, Stage stage, bool isLive = true)
{
    private static readonly string[] Columns =
        ["url", "route", "redirect", "factor", "set", "status", "elected", "to", "from", "busy", "load", "errors", "health", "pool"];

    public IPage Page => visitor.Page;

    public Task OpenAsync(string query = "") => Page.GotoAsync(stage.Manager + query);

    /// <summary>Opens the form of a member by its deep link.</summary>
    public Task OpenMemberAsync(string member) => OpenAsync($"?b=foo&w={Uri.EscapeDataString(member)}");

    /// <summary>The form of the member or balancer that is open.</summary>
    public ILocator Form => Page.Locator("#edit");

    public ILocator Row(string member) => Page.Locator($"tr[data-w='{member}']");

    public ILocator Cell(string member, string column) => Row(member).Locator("> th, > td").Nth(Array.IndexOf(Columns, column));

    public ILocator Value(string member, string column) => Cell(member, column).Locator("b");

    /// <summary>Waits until a count is shown: by itself, or, without scripts, after loading the page again.</summary>
    public async Task SeesAsync(string member, string column, string value)
    {
        if (!isLive)
        {
            await OpenAsync();
        }

        await Expect(Value(member, column)).ToHaveTextAsync(value);
    }

    /// <summary>Changes one field of a member's form, looks at the difference, and applies it.</summary>
    public async Task ChangeAsync(string member, string label, string value, string difference)
    {
        await ReviewAsync(member, label, value, difference);
        await ApplyAsync();
    }

    /// <summary>Changes one field of a member's form, and looks at the difference.</summary>
    public async Task ReviewAsync(string member, string label, string value, string difference)
    {
        await OpenMemberAsync(member);
        var field = Form.GetByLabel(label).First;
        await (await field.EvaluateAsync<string>("e => e.tagName") == "SELECT" ? field.SelectOptionAsync(value) : (Task)field.FillAsync(value));
        await Form.GetByRole(AriaRole.Button, new() { Name = "Review changes" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync(difference);
    }

    public async Task ApplyAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Apply", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => url.Contains("?b=foo", StringComparison.Ordinal));
    }
}
