using System.Reflection;
using System.Text;

namespace Balancing.Tests.PublicApi;

/// <summary>
/// The whole public API of each package is a text file in this folder, so that a change of the API is always seen in
/// review. A package without public types needs no file.
/// </summary>
public class PublicApiTests
{
    public static TheoryData<string> Assemblies => [.. Repository.Assemblies];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public async Task The_public_api_is_the_approved_one(string assembly)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Balancer.Tests", "PublicApi");
        var approvedFile = Path.Combine(folder, assembly + ".txt");
        var receivedFile = Path.Combine(folder, assembly + ".received.txt");
        var approved = File.Exists(approvedFile) ? Lines(await File.ReadAllTextAsync(approvedFile)) : [];
        var text = ApiText.Of(Assembly.Load(assembly));
        var actual = Lines(text);

        if (actual.SequenceEqual(approved))
        {
            File.Delete(receivedFile);
            return;
        }

        await File.WriteAllTextAsync(receivedFile, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        // Which lines came and went; the file itself shows where.
        var added = actual.Except(approved).Select(line => "+ " + line.Trim());
        var removed = approved.Except(actual).Select(line => "- " + line.Trim());
        Assert.Fail($"The public API of {assembly} changed. If that is meant, rename {receivedFile} to {assembly}.txt.\n"
            + string.Join('\n', removed.Concat(added).Take(40)));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_namespace_hides_the_type_Balancer(string assembly)
    {
        var hiding = Assembly.Load(assembly).GetTypes()
            .Where(type => type.Namespace is { } name && (name == "Balancer" || name.StartsWith("Balancer.", StringComparison.Ordinal)));

        Assert.Empty(hiding);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
