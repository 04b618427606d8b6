namespace Balancing.Browser.Tests.Manager;

[Collection(ManagerInABrowser.Name)]
public sealed class ScenarioTests(Chromium chromium)
{
    [Fact]
    public async Task Smoke()
    {
        await using var stage = await Stage.StartAsync();
        await using var operator1 = await chromium.VisitAsync();
        await stage.SendAsync(10);
        await operator1.Page.GotoAsync(stage.Manager);
        await operator1.ShootAsync("smoke");
    }
}
