using System.Runtime.CompilerServices;
using System.Text;

namespace VerifyXunit;

/// <summary>
/// The surface and the file habits of Verify.Xunit, for as long as that package does not restore everywhere: the text of
/// a value is compared with <c>Type.Method.verified.txt</c> beside the test. When they differ, or nothing was approved
/// yet, <c>Type.Method.received.txt</c> is written and the test fails; only a person renames it. To move to the package,
/// delete this file and reference Verify.Xunit.
/// </summary>
internal static class Verifier
{
    /// <summary>Compares <paramref name="target"/> with its approved text. The file of a test class is named after it.</summary>
    public static SettingsTask Verify(object? target, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        new(target, sourceFile, method);
}

/// <summary>A comparison that runs when it is awaited, or when a test returns it as its <see cref="Task"/>.</summary>
internal sealed class SettingsTask(object? target, string sourceFile, string method)
{
    private string _parameters = "";
    private Task? _task;

    /// <summary>For theories: gives each case its own file, <c>Type.Method_text.verified.txt</c>.</summary>
    public SettingsTask UseTextForParameters(string text)
    {
        _parameters = "_" + text;
        return this;
    }

    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    public Task ToTask() => _task ??= Compare();

    public static implicit operator Task(SettingsTask settings) => settings.ToTask();

    private async Task Compare()
    {
        var directory = Path.GetDirectoryName(sourceFile)!;
        if (!Directory.Exists(directory))
            throw new VerifyException($"The sources are not at {directory}, so there is no approved file to compare with.");

        var name = Path.Combine(directory, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}{_parameters}");
        var verified = name + ".verified.txt";
        var received = name + ".received.txt";
        var actual = Scrub(target?.ToString() ?? "null", directory);
        var expected = File.Exists(verified) ? Normalize(await File.ReadAllTextAsync(verified)) : null;

        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, actual + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        throw new VerifyException(expected is null
            ? $"Nothing is approved yet. To approve, rename {received} to {Path.GetFileName(verified)}.\n\nReceived:\n{actual}"
            : $"{received} differs from what is approved.\n\nApproved:\n{expected}\n\nReceived:\n{actual}");
    }

    private static string Scrub(string text, string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any())
                text = text.Replace(folder.FullName, "{SolutionDirectory}", StringComparison.Ordinal);
        }

        return Normalize(text.Replace(Path.GetTempPath(), "{TempPath}", StringComparison.Ordinal));
    }

    // One line ending, and no blank lines at the end: an editor may add one, and Verify does not mind either.
    private static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF').TrimEnd('\n');
}

/// <summary>What was received is not what was approved.</summary>
internal sealed class VerifyException(string message) : Exception(message);
