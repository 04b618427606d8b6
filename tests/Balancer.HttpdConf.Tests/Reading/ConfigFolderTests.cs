using System.Text;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Tests.Reading;

/// <summary>Files on disk are read below the folders that are allowed, wherever links lead.</summary>
public sealed class ConfigFolderTests : IDisposable
{
    private readonly string _base = Directory.CreateTempSubdirectory("config-folder-").FullName;
    private readonly string _root;

    public ConfigFolderTests()
    {
        _root = Path.Combine(_base, "root");
        Write("root/sites-available/a.conf", "Name a");
        Write("root-not/secret.conf", "Name secret");
        Write("outside/secret.conf", "Name secret");
        Directory.CreateDirectory(Path.Combine(_root, "sites-enabled"));
    }

    [Fact]
    public void Links_inside_the_folder_are_followed_as_Debian_needs()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "sites-enabled", "a.conf"), "../sites-available/a.conf");
        Assert.Equal(["Name a"], Read("Include sites-enabled/*.conf", new ConfigFolder(_root)));
    }

    [Theory]
    [InlineData("../outside/secret.conf")]
    [InlineData("../root-not/secret.conf")]
    [InlineData("link.conf")]
    [InlineData("folder/secret.conf")]
    [InlineData("folder/*.conf")]
    [InlineData("folder")]
    [InlineData("circle")]
    public void What_is_outside_is_not_opened(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_root, "link.conf"), Path.Combine(_base, "outside", "secret.conf"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "folder"), "../outside");
        File.CreateSymbolicLink(Path.Combine(_root, "circle"), "circle");
        Assert.Contains("problem", Assert.Single(Read("Include " + path, new ConfigFolder(_root))), StringComparison.Ordinal);
        Assert.Contains("problem", Assert.Single(Read($"<IfFile {path}>\nName seen\n</IfFile>", new ConfigFolder(_root))), StringComparison.Ordinal);
    }

    [Fact]
    public void More_folders_can_be_allowed() => Assert.Equal(
        ["Name secret"], Read($"Include {_base}/outside/secret.conf", new ConfigFolder(_root, Path.Combine(_base, "outside"))));

    [Fact]
    public void A_link_to_a_folder_is_read_as_a_whole_but_no_wildcard_goes_through_it()
    {
        Directory.CreateSymbolicLink(Path.Combine(_root, "sites-enabled", "all"), "../sites-available");
        Assert.Equal(["Name a"], Read("Include sites-enabled", new ConfigFolder(_root)));
        Assert.Contains("nothing matches", Assert.Single(Read("Include sites-enabled/*/a.conf", new ConfigFolder(_root))), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_stay_readable()
    {
        File.WriteAllBytes(Path.Combine(_root, "latin.conf"), [.. "Name caf"u8, 0xE9]);
        Write("root/utf8.conf", "Name café");
        Assert.Equal(["Name café", "Name café"], Read("Include latin.conf\nInclude utf8.conf", new ConfigFolder(_root)));
    }

    [Fact]
    public void A_UTF16_file_is_a_clear_problem()
    {
        File.WriteAllBytes(Path.Combine(_root, "wide.conf"), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Name wide\n")]);
        Assert.Contains(Read("Include wide.conf", new ConfigFolder(_root)), line => line.Contains("NUL", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_without_length_reads_as_empty_and_a_folder_that_is_missing_is_said_at_once()
    {
        Write("root/empty.conf", "");
        Assert.Empty(Read("Include empty.conf", new ConfigFolder(_root)));
        Assert.Throws<DirectoryNotFoundException>(() => new ConfigFolder(Path.Combine(_base, "nowhere")));
    }

    public void Dispose() => Directory.Delete(_base, recursive: true);

    private static List<string> Read(string text, IConfigFiles files)
    {
        var tree = ConfigReader.Read(text, new ImportOptions { Files = files });
        return [.. tree.Nodes.Select(node => $"{node.Name} {node.Text}"), .. tree.Problems.Select(problem => $"problem {problem}")];
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_base, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
