using System.Globalization;
using Balancing;

namespace Examples;

/// <summary>
/// One line per member and a bar that fills; on a console it is drawn over and over, elsewhere each step is a line of its own.
/// </summary>
internal sealed class Screen(TextWriter output) : IProgress<RollProgress>, IProgress<DrainProgress>
{
    private const int Width = 30;
    private const int StepsOfMember = 4;

    private readonly bool _draws = output == Console.Out && !Console.IsOutputRedirected;
    private readonly Lock _gate = new();
    private RollProgress? _at; // gate

    public void Report(RollProgress value)
    {
        lock (_gate)
        {
            _at = value;
            Show(value.Step switch
            {
                RollStep.Waiting => "waits for the others",
                RollStep.Draining => "drains",
                RollStep.Acting => "restarts",
                RollStep.Returning => "comes back",
                _ => "done",
            });
        }
    }

    public void Report(DrainProgress value)
    {
        lock (_gate)
        {
            if (value.Remaining > 0)
            {
                Show(string.Create(CultureInfo.InvariantCulture, $"drains, {value.Remaining} left, {(value.Leases is [var oldest, ..] ? oldest : null)}"));
            }
        }
    }

    public void End()
    {
        if (_draws)
        {
            output.WriteLine();
        }
    }

    private void Show(string what)
    {
        if (_at is not { } at)
        {
            return;
        }

        var steps = (at.Index * StepsOfMember) + (at.Step == RollStep.Done ? 0 : (int)at.Step);
        var full = steps * Width / (at.Count * StepsOfMember);
        var line = $"[{new string('#', full)}{new string('.', Width - full)}] {at.Member} {what}";
        if (_draws)
        {
            var room = Math.Max(Width, Console.WindowWidth - 1);
            output.Write($"\r{(line.Length > room ? line[..room] : line.PadRight(room))}");
        }
        else
        {
            output.WriteLine(line);
        }
    }
}
