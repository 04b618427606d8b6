using VerifyXunit;

namespace Balancing.Tests.Snapshots;

public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public Task A_text_equal_to_its_approved_file_passes() => Verify("one\r\ntwo");

    [Fact]
    public async Task A_text_that_nobody_approved_fails_and_is_kept_for_approval()
    {
        await Assert.ThrowsAsync<VerifyException>(() => In("Some.cs", "new text"));

        Assert.Equal("new text\n", await File.ReadAllTextAsync(Path.Combine(_folder, "Some.Case.received.txt")));
        Assert.False(File.Exists(Path.Combine(_folder, "Some.Case.verified.txt")));
    }

    [Fact]
    public async Task A_changed_text_fails_and_shows_both_texts()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Some.Case.verified.txt"), "before");

        var failure = await Assert.ThrowsAsync<VerifyException>(() => In("Some.cs", "after"));

        Assert.Contains("Approved:\nbefore", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Received:\nafter", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_right_again_leaves_no_received_file()
    {
        await Assert.ThrowsAsync<VerifyException>(() => In("Some.cs", "text"));
        File.Move(Path.Combine(_folder, "Some.Case.received.txt"), Path.Combine(_folder, "Some.Case.verified.txt"));

        await In("Some.cs", "text");

        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Each_case_of_a_theory_has_its_own_file()
    {
        await Assert.ThrowsAsync<VerifyException>(() => Verify("x", Path.Combine(_folder, "Some.cs"), "Case").UseTextForParameters("http"));

        Assert.True(File.Exists(Path.Combine(_folder, "Some.Case_http.received.txt")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task In(string sourceFile, string text) => Verify(text, Path.Combine(_folder, sourceFile), "Case");
}
