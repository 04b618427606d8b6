using System.Buffers;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>The charts of the members of a table, and their common scales.</summary>
internal sealed class MemberCharts : IDisposable
{
    private const int PerMember = MemberSeries.Charts * MemberSeries.Length;

    private readonly float[] _values;
    private readonly MemberRates[] _rates;
    private readonly float[] _most = new float[MemberSeries.Charts];

    /// <summary>Reads them.</summary>
    public MemberCharts(ManagerHistory history, BalancerView balancer, ReadOnlySpan<int> places)
    {
        _values = ArrayPool<float>.Shared.Rent(Math.Max(1, places.Length * PerMember));
        Reach = history.Reach;
        _rates = new MemberRates[places.Length];
        for (var row = 0; row < places.Length; row++)
        {
            var into = _values.AsSpan(row * PerMember, PerMember);
            if (!history.TryRead(balancer.Key, balancer.Snapshot.Members[places[row]].Member, into, out _rates[row]))
            {
                into.Clear();
            }

            for (var chart = 0; chart < _most.Length; chart++)
            {
                _most[chart] = Math.Max(_most[chart], Greatest(into.Slice(chart * MemberSeries.Length, MemberSeries.Length)));
            }
        }
    }

    /// <summary>How far back they go.</summary>
    public TimeSpan Reach { get; }

    /// <summary>What the member in a row does now.</summary>
    public ref readonly MemberRates RatesOf(int row) => ref _rates[row];

    /// <summary>Draws a chart of the member in a row.</summary>
    public void Write(HtmlWriter html, int row, Chart chart) =>
        Sparkline.Write(html, _values.AsSpan((row * PerMember) + ((int)chart * MemberSeries.Length), MemberSeries.Length), _most[(int)chart]);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<float>.Shared.Return(_values);

    private static float Greatest(ReadOnlySpan<float> values)
    {
        var most = 0f;
        foreach (var value in values)
        {
            most = value > most ? value : most;
        }

        return most;
    }
}
