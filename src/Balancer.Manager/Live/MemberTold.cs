using System.Globalization;
using System.Text.Json;

namespace Balancing.Manager.Live;

/// <summary>What a watcher knows of a member.</summary>
internal sealed class MemberTold(Member member)
{
    private MemberSnapshot? _last;
    private MemberRates _rates;
    private string _hint = "";

    /// <summary>Whom it is about.</summary>
    public Member Member => member;

    /// <summary>Writes an object with what has changed; nothing when nothing has.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="now">The member.</param>
    /// <param name="history">Its last minutes.</param>
    /// <param name="balancer">Key of its balancer.</param>
    /// <param name="hint">Its state in words.</param>
    /// <returns>False when nothing has.</returns>
    public bool Tell(Utf8JsonWriter json, MemberSnapshot now, ManagerHistory history, string balancer, string hint)
    {
        var rates = history.RatesOf(balancer, member);
        var pen = new LivePen(json, now.Url);
        var last = _last;
        TellSettings(ref pen, last, now);
        TellCounts(ref pen, last, now);
        TellRates(ref pen, last is null, in rates);
        if (last is null)
        {
            TellSeries(ref pen, history, balancer);
        }

        if (last is null || last.Status != now.Status)
        {
            pen.Text("status"u8, now.StatusText);
            pen.Text("status.state"u8, MemberWords.StateOf(now.Status));
        }

        if (last is null || hint != _hint)
        {
            pen.Text("status.note"u8, hint);
        }

        (_last, _rates, _hint) = (now, rates, hint);
        return pen.Close();
    }

    private static void TellSettings(ref LivePen pen, MemberSnapshot? last, MemberSnapshot now)
    {
        if (last is null || last.Factor != now.Factor)
        {
            pen.Text("factor"u8, now.Factor.ToString("0.00", CultureInfo.InvariantCulture));
        }

        if (last is null || last.Set != now.Set)
        {
            pen.Number("set"u8, now.Set);
        }

        if (last is null || last.Route != now.Route)
        {
            pen.Text("route"u8, now.Route);
        }

        if (last is null || last.Redirect != now.Redirect)
        {
            pen.Text("redirect"u8, now.Redirect);
        }
    }

    private static void TellCounts(ref LivePen pen, MemberSnapshot? last, MemberSnapshot now)
    {
        Tell(ref pen, "elected"u8, last?.Elected, now.Elected);
        Tell(ref pen, "busy"u8, last?.Busy, now.Busy);
        Tell(ref pen, "load"u8, last?.LbStatus, now.LbStatus);
        Tell(ref pen, "errors"u8, last?.Errors, now.Errors);
        if (last?.Sent != now.Sent)
        {
            pen.Text("to"u8, HumanBytes.Format(now.Sent).Trim());
        }

        if (last?.Received != now.Received)
        {
            pen.Text("from"u8, HumanBytes.Format(now.Received).Trim());
        }

        if (last is null || last.Health != now.Health)
        {
            pen.Text("health"u8, MemberWords.HealthOf(now.Health));
            pen.Text("health.note"u8, MemberWords.CountsOf(now.Health));
        }

        if (last is null || last.Connections != now.Connections)
        {
            pen.Text("pool"u8, MemberWords.PoolOf(now.Connections));
            pen.Text("pool.note"u8, MemberWords.PoolTroubleOf(now.Connections));
        }
    }

    private void TellRates(ref LivePen pen, bool isFirst, in MemberRates rates)
    {
        if (isFirst || rates.Requests != _rates.Requests)
        {
            pen.Text("elected.note"u8, MemberWords.RateOf(rates.Requests));
        }

        if (isFirst || rates.Traffic != _rates.Traffic)
        {
            pen.Text("from.note"u8, MemberWords.TrafficOf(rates.Traffic));
        }

        if (isFirst || rates.NewestRequests != _rates.NewestRequests || rates.NewestTraffic != _rates.NewestTraffic
            || rates.NewestBusy != _rates.NewestBusy || rates.NewestErrors != _rates.NewestErrors)
        {
            pen.Numbers("charts"u8, [rates.NewestRequests, rates.NewestTraffic, rates.NewestBusy, rates.NewestErrors]);
        }
    }

    private void TellSeries(ref LivePen pen, ManagerHistory history, string balancer)
    {
        Span<float> values = stackalloc float[MemberSeries.Charts * MemberSeries.Length];
        if (!history.TryRead(balancer, member, values, out _))
        {
            values.Clear();
        }

        pen.Series("series"u8, values);
    }

    private static void Tell(ref LivePen pen, ReadOnlySpan<byte> name, long? last, long now)
    {
        if (last != now)
        {
            pen.Number(name, now);
        }
    }
}
