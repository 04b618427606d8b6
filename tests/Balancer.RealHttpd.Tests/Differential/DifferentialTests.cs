using System.Collections.Concurrent;
using System.Globalization;
using Balancing.RealHttpd.Tests.Network;
using Xunit.Abstractions;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>The same bytes to our gateway, httpd, nginx and HAProxy. How many, and how to replay one: README.md.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int Bounded = 1500;
    private const int Long = 10_000;
    private const int Lanes = 8;

    private static readonly int MostReports = Setting("BALANCER_DIFF_REPORTS") ?? 12;

    // A connection that is silent for so long waits for bytes. On a busy machine that may be wrong, so what differs is played again with more.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan MorePatience = TimeSpan.FromMilliseconds(600);

    private readonly Explained _explained = new();
    private readonly ConcurrentQueue<string> _reports = new();
    private readonly ConcurrentDictionary<string, int> _classes = new(StringComparer.Ordinal);
    private int _next;
    private int _played;

    [Fact]
    public async Task What_reaches_a_backend_is_strict_and_every_difference_is_explained()
    {
        var only = Setting("BALANCER_DIFF_SEED");
        var count = only is null ? Setting("BALANCER_DIFF_STREAMS") ?? Bounded : 1;
        _next = only ?? 1;
        using var loopback = Loopback.Take();
        List<Lane> lanes = [.. Enumerable.Range(0, (int)Math.Min(Lanes, count)).Select(number => new Lane(loopback, number))];
        try
        {
            await using var references = await References.StartAsync(lanes);
            await Task.WhenAll(lanes.Select(lane => lane.StartOursAsync()));
            await Task.WhenAll(lanes.Select(lane => PlayAsync(lane, _next + count - 1)));
        }
        finally
        {
            foreach (var lane in lanes)
            {
                await lane.DisposeAsync();
            }
        }

        var classes = string.Join('\n', _classes.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value,5} {c.Key}"));
        output.WriteLine($"{_played} streams to each of the four, {_classes.Values.Sum()} differences that are not explained\n{classes}");
        Assert.True(_reports.IsEmpty, $"{_reports.Count} streams differ.\n{classes}\n{string.Join('\n', _reports)}");
        Assert.True(count < Long || _explained.Unused.Count == 0, $"Nothing needs these lines of explained.txt any more: {string.Join(' ', _explained.Unused)}");
    }

    [Fact]
    public void A_stream_of_a_number_is_the_same_every_time() =>
        Assert.All(Enumerable.Range(1, 5000), number => Assert.Equal(StreamGenerator.Make(number).Bytes, StreamGenerator.Make(number).Bytes));

    private async Task PlayAsync(Lane lane, int last)
    {
        for (var number = Interlocked.Increment(ref _next) - 1; number <= last && _reports.Count < MostReports; number = Interlocked.Increment(ref _next) - 1)
        {
            var stream = StreamGenerator.Make(number);
            var first = Unexplained(stream, await lane.PlayAsync(stream, Patience));
            Interlocked.Increment(ref _played);
            if (first.Any(f => f.IsNever || !IsReported(f)) && await ConfirmAsync(lane, stream, first) is { Count: > 0 } findings)
            {
                _reports.Enqueue(await ReportAsync(lane, stream, findings));
            }
        }
    }

    // What is wrong whatever the others do need not happen twice.
    private async Task<IReadOnlyList<Finding>> ConfirmAsync(Lane lane, Stream stream, IReadOnlyList<Finding> first)
    {
        var again = Unexplained(stream, await lane.PlayAsync(stream, MorePatience));
        return [.. first.Where(f => f.IsNever || again.Any(a => a.Kind == f.Kind))];
    }

    // One example of each class is enough.
    private bool IsReported(Finding finding) => finding.Traits.Any(trait => _classes.ContainsKey($"{finding.Kind} {trait}"));

    private IReadOnlyList<Finding> Unexplained(Stream stream, IReadOnlyList<Heard> heard) => [.. Judge.Findings(stream, heard).Where(f => !_explained.Holds(f))];

    private async Task<string> ReportAsync(Lane lane, Stream stream, IReadOnlyList<Finding> findings)
    {
        var seed = stream.Number;
        while (await SmallerAsync(lane, stream, findings[0].Kind) is { } smaller)
        {
            (stream, findings) = smaller;
        }

        foreach (var finding in findings)
        {
            _classes.AddOrUpdate($"{finding.Kind} {string.Join(' ', finding.Traits.Where(trait => !Plain.Kinds.Contains(trait) || finding.Traits.Count == 1))}", 1, (_, n) => n + 1);
        }

        var heard = await lane.PlayAsync(stream, MorePatience);
        var said = string.Join('\n', heard.Zip(References.Names.Prepend("ours"), (h, name) => $"{name}: {h}"));
        return $"\n=== seed {seed} (replay: BALANCER_DIFF_SEED={seed})\n{string.Join('\n', findings.Select(f => $"{f.Kind}: {f.Detail}"))}\n{stream}{said}";
    }

    private async Task<(Stream Stream, IReadOnlyList<Finding> Findings)?> SmallerAsync(Lane lane, Stream stream, string kind)
    {
        foreach (var smaller in stream.Smaller())
        {
            var findings = Unexplained(smaller, await lane.PlayAsync(smaller, MorePatience));
            if (findings.Any(f => f.Kind == kind))
            {
                return (smaller, findings);
            }
        }

        return null;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
