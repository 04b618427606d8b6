using System.Text.RegularExpressions;

namespace Balancing.RealHttpd.Tests.Httpd;

/// <summary>The members that httpd's balancers chose, from its log: a line is written at each choice, before the request goes on.</summary>
internal sealed partial class PickLog(string file)
{
    private long _read;

    /// <summary>URLs of the members chosen since the last time, in order.</summary>
    public IReadOnlyList<string> Take()
    {
        using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(_read, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        var text = reader.ReadToEnd();
        _read = log.Position;
        return [.. Rewritten().Matches(text).Select(match => match.Groups["url"].Value)];
    }

    [GeneratedRegex(@"AH01172: balancer://[^:]+: worker \((?<url>[^)]*)\) rewritten", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rewritten();
}
