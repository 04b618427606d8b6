using System.Text;

namespace Arena;

/// <summary>Prints how the servers fared.</summary>
internal static class ReportTable
{
    public static string Of(Lobby lobby, Func<ArenaServer, long> movesOf)
    {
        var rows = lobby.Report();
        var text = new StringBuilder();
        Line(text, "server", "capacity", "now", "peak", "placed", "refused", "moves", "drained");
        foreach (var row in rows)
        {
            var drained = row.AtDrain is { } left ? $"from {left} to {row.Busy}" : "-";
            Line(text, row.Server.Name, row.Server.Capacity, row.Busy, row.Peak, row.Placed, "-", movesOf(row.Server), drained);
        }

        // Refused is nobody's own: it means that every server was full.
        Line(text, "all", rows.Sum(r => r.Server.Capacity), rows.Sum(r => r.Busy), "-", rows.Sum(r => r.Placed), lobby.Refused, rows.Sum(r => movesOf(r.Server)), "-");
        return text.ToString();
    }

    private static void Line(StringBuilder text, params object[] cells)
    {
        text.Append($"{cells[0],-10}");
        foreach (var cell in cells[1..^1])
            text.Append($"{cell,9}");
        text.Append("  ").Append(cells[^1]).AppendLine();
    }
}
