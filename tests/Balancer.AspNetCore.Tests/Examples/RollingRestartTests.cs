using System.Globalization;
using Examples;

namespace Balancing.AspNetCore.Tests.Examples;

public class RollingRestartTests
{
    [Fact(Timeout = 3 * Network.Limits.Test)]
    public async Task Three_processes_are_restarted_one_after_the_other_and_no_request_fails()
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);

        var code = await RollingRestart.RunAsync(["--clients", "6"], output);

        var text = output.ToString();
        Assert.True(code == 0, text);
        Assert.Contains("all members run the new generation", text, StringComparison.Ordinal);
        Assert.Contains(" requests, 0 failed", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split('\n').Count(line => line.EndsWith(" restarts", StringComparison.Ordinal)));
    }
}
