using System.Diagnostics;
using System.Globalization;
using Balancing.Chaos.Tests.Victims;

namespace Balancing.Chaos.Tests;

/// <summary>The program dies in the middle of a save.</summary>
public sealed class KilledSaveTests
{
    [Fact]
    public async Task Whenever_it_is_killed_the_saved_edits_are_the_last_or_the_one_before_it_and_whole()
    {
        var folder = Directory.CreateTempSubdirectory("balancer-killed-");
        try
        {
            for (var life = 0; life < 12; life++)
            {
                var told = await LiveAsync(folder.FullName, edits: 3 + (life * 7));
                using var foo = VictimEditor.Make(folder.FullName);
                var members = foo.Snapshot().Members;

                Assert.Equal(members[0].Set, members[1].Set);
                Assert.Contains(members[0].Set, (int[])[told, (told + 1) % 100, (told + 2) % 100]);
                Assert.Empty(folder.GetFiles("*.refused"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Killed after so many edits, in the middle of whatever it does then. The last edit it told of.
    private static async Task<int> LiveAsync(string folder, int edits)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(VictimEditor).Assembly.Location, "edit", folder },
        })!;
        var output = process.StandardOutput;
        var last = "";
        for (var i = 0; i < edits; i++)
        {
            last = await output.ReadLineAsync();
        }

        process.Kill();
        await process.WaitForExitAsync();
        while (await output.ReadLineAsync() is { Length: > 0 } line)
        {
            last = line;
        }

        return int.Parse(last!, CultureInfo.InvariantCulture);
    }
}
