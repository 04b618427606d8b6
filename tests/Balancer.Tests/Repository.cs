using System.Runtime.CompilerServices;

namespace Balancing.Tests;

/// <summary>Where this source tree is, for the tests that read it.</summary>
internal static class Repository
{
    /// <summary>Gets the assemblies we publish, which are also the folders under <c>src</c>.</summary>
    public static string[] Assemblies { get; } = ["Balancer", "Balancer.Ajp", "Balancer.Ajp.AspNetCore", "Balancer.AspNetCore", "Balancer.HttpdConf", "Balancer.Manager", "Balancer.Testing"];

    public static string Root { get; } = FindRoot();

    public static string Source(string assembly) => Path.Combine(Root, "src", assembly);

    public static IEnumerable<string> SourceFiles(string assembly)
    {
        var separator = Path.DirectorySeparatorChar;
        return Directory.EnumerateFiles(Source(assembly), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{separator}obj{separator}", StringComparison.Ordinal) && !file.Contains($"{separator}bin{separator}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Library.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {here} holds Library.sln.");
    }
}
