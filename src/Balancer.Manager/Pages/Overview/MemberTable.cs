using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>The members of a balancer, one row each.</summary>
internal sealed class MemberTable(PageContext context, BalancerView balancer, Selection selection, MemberCharts charts, IReadOnlyList<DrainStatus> drains)
{
    private readonly Dictionary<(string Member, string Word), string> _drift = balancer.Drift
        .Where(c => c.Member is not null).GroupBy(c => (c.Member!, c.Word)).ToDictionary(g => g.Key, g => g.First().Before);

    private readonly bool _mayEdit = EditRights.MayEdit(context, balancer);

    /// <summary>Writes the table of the members at these places.</summary>
    public void Write(HtmlWriter html, ReadOnlySpan<int> places)
    {
        html.Open(HtmlTag.Div, "wide").Set(HtmlAttribute.TabIndex, 0).Set(HtmlAttribute.Role, "region").Set(HtmlAttribute.AriaLabel, $"Members of balancer://{balancer.Key}");
        html.Open(HtmlTag.Table, "members");
        html.Open(HtmlTag.Caption).Text("Members of ").Leaf(HtmlTag.Bdi, $"balancer://{balancer.Key}").Text(
            places.Length == balancer.Snapshot.Members.Count ? "" : $", {places.Length} of {balancer.Snapshot.Members.Count} that match")
            .Text($"; the charts show the last {MemberWords.TimeOf(charts.Reach)}").Close();
        Titles(html);
        html.Open(HtmlTag.Tbody).Line();
        for (var row = 0; row < places.Length; row++)
        {
            Row(html, row, balancer.Snapshot.Members[places[row]]);
        }

        html.Close().Close().Close();
    }

    private void Titles(HtmlWriter html)
    {
        html.Open(HtmlTag.Thead).Open(HtmlTag.Tr);
        foreach (var column in MemberColumn.All)
        {
            var isUp = selection.Sort == column.Key;
            var isDown = selection.Sort.Length > 0 && selection.Sort.AsSpan(1).SequenceEqual(column.Key) && selection.Sort[0] == '-';
            html.Open(HtmlTag.Th, column.Css).Set(HtmlAttribute.Scope, "col").Set(HtmlAttribute.DataKey, column.Key);
            if (isUp || isDown)
            {
                html.Set(HtmlAttribute.AriaSort, isUp ? "ascending" : "descending");
            }

            var link = PageLink.To(context).With("b", selection.B).With("w", selection.W).With("q", selection.Filter);
            html.Open(HtmlTag.A).Set(HtmlTarget.Href, link.With("sort", isUp ? "-" + column.Key : column.Key)).Text(column.Title).Close().Close();
        }

        html.Close().Close().Line();
    }

    private void Row(HtmlWriter html, int row, MemberSnapshot member)
    {
        ref readonly var rates = ref charts.RatesOf(row);
        html.Open(HtmlTag.Tr, MemberWords.StateOf(member.Status)).Set(HtmlAttribute.DataW, member.Url);
        Name(html, member);
        Setting(html, null, member, "w_wr").Text(member.Route).Close();
        Setting(html, null, member, "w_rr").Text(member.Redirect).Close();
        Setting(html, "n", member, "w_lf").Number(member.Factor).Close();
        Setting(html, "n", member, "w_ls").Number(member.Set).Close();
        html.Open(HtmlTag.Td, "st").Leaf(HtmlTag.B, StatusOf(member.Status));
        html.Leaf(HtmlTag.Small, MemberWords.HintOf(member, balancer.Snapshot.Panics, DrainOf(member))).Close();

        html.Open(HtmlTag.Td, "n").Open(HtmlTag.B).Number(member.Elected).Close();
        charts.Write(html, row, Chart.Requests);
        html.Leaf(HtmlTag.Small, MemberWords.RateOf(rates.Requests)).Close();
        html.Open(HtmlTag.Td, "n").Leaf(HtmlTag.B, HumanBytes.Format(member.Sent).Trim()).Close();
        html.Open(HtmlTag.Td, "n").Leaf(HtmlTag.B, HumanBytes.Format(member.Received).Trim());
        charts.Write(html, row, Chart.Traffic);
        html.Leaf(HtmlTag.Small, MemberWords.TrafficOf(rates.Traffic)).Close();
        html.Open(HtmlTag.Td, "n").Open(HtmlTag.B).Number(member.Busy).Close();
        charts.Write(html, row, Chart.Busy);
        html.Close().Open(HtmlTag.Td, "n").Open(HtmlTag.B).Number(member.LbStatus).Close().Close();
        html.Open(HtmlTag.Td, "n").Open(HtmlTag.B).Number(member.Errors).Close();
        charts.Write(html, row, Chart.Errors);
        html.Close().Open(HtmlTag.Td, "hc").Leaf(HtmlTag.B, MemberWords.HealthOf(member.Health));
        html.Leaf(HtmlTag.Small, MemberWords.CountsOf(member.Health)).Close();
        html.Open(HtmlTag.Td, "pool").Leaf(HtmlTag.B, MemberWords.PoolOf(member.Connections));
        html.Leaf(HtmlTag.Small, MemberWords.PoolTroubleOf(member.Connections)).Close();
        html.Close().Line();
    }

    private void Name(HtmlWriter html, MemberSnapshot member)
    {
        html.Open(HtmlTag.Th).Set(HtmlAttribute.Scope, "row");
        if (_mayEdit)
        {
            html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "checkbox").Set(HtmlAttribute.Name, "w").Set(HtmlAttribute.Value, member.Url);
            html.Set(HtmlAttribute.AriaLabel, member.Url);
        }

        html.Open(HtmlTag.A).Set(HtmlTarget.Href, PageLink.To(context).With("b", balancer.Key).With("w", member.Url).At("edit")).Text(member.Url).Close().Close();
    }

    // A cell that may differ from the configuration; then it says what is configured.
    private HtmlWriter Setting(HtmlWriter html, string? css, MemberSnapshot member, string word)
    {
        if (_drift.Count == 0 || !_drift.TryGetValue((member.Url, word), out var configured))
        {
            return html.Open(HtmlTag.Td, css);
        }

        return html.Open(HtmlTag.Td, css is null ? "dr" : css + " dr").Set(HtmlAttribute.Title, $"configured: {(configured.Length == 0 ? "(none)" : configured)}");
    }

    private DrainStatus? DrainOf(MemberSnapshot member)
    {
        for (var i = 0; i < drains.Count; i++)
        {
            if (drains[i].BalancerKey == balancer.Key && drains[i].Member == member.Url)
            {
                return drains[i];
            }
        }

        return null;
    }

    // Nearly all members are in the same state; the words for it are made once.
    private string StatusOf(MemberStatus status)
    {
        if (_known.Text is null || _known.Status != status)
        {
            _known = (status, StatusText.Describe(status));
        }

        return _known.Text!;
    }

    private (MemberStatus Status, string? Text) _known;
}
