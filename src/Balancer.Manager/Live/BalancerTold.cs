using System.Text.Json;

namespace Balancing.Manager.Live;

/// <summary>What a watcher knows of a balancer.</summary>
internal sealed class BalancerTold
{
    private readonly Dictionary<string, DrainStatus> _drains = new(StringComparer.Ordinal);
    private string _summary = "";
    private bool _panics;
    private long _revision = -1;
    private MemberTold[] _members = [];

    /// <summary>Writes an object with what has changed; only its key when nothing has.</summary>
    /// <returns>False when nothing has.</returns>
    public bool Tell(Utf8JsonWriter json, BalancerView balancer, ManagerHistory history, IReadOnlyList<DrainStatus> drains)
    {
        json.WriteStartObject();
        json.WriteString("b"u8, balancer.Key);
        var isNews = TellItself(json, balancer.Snapshot);
        Note(balancer, drains);
        json.WriteStartArray("members"u8);
        for (var i = 0; i < _members.Length; i++)
        {
            var member = balancer.Snapshot.Members[i];
            isNews |= _members[i].Tell(json, member, history, balancer.Key, MemberWords.HintOf(member, _panics, _drains.GetValueOrDefault(member.Url)));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return isNews;
    }

    private bool TellItself(Utf8JsonWriter json, BalancerSnapshot now)
    {
        var isNews = Regroup(json, now);
        if (MemberWords.SummaryOf(now) is var summary && summary != _summary)
        {
            json.WriteString("summary"u8, _summary = summary);
            isNews = true;
        }

        if (now.Revision != _revision)
        {
            json.WriteNumber("revision"u8, _revision = now.Revision);
            isNews = true;
        }

        if (now.Panics != _panics)
        {
            json.WriteBoolean("panics"u8, _panics = now.Panics);
            isNews = true;
        }

        return isNews;
    }

    // Members came, went, or changed places: all are told anew, and how many there are.
    private bool Regroup(Utf8JsonWriter json, BalancerSnapshot now)
    {
        var isSame = _members.Length == now.Members.Count;
        for (var i = 0; isSame && i < _members.Length; i++)
        {
            isSame = ReferenceEquals(_members[i].Member, now.Members[i].Member);
        }

        if (isSame && _revision >= 0)
        {
            return false;
        }

        _members = [.. now.Members.Select(m => new MemberTold(m.Member))];
        json.WriteNumber("count"u8, _members.Length);
        return true;
    }

    private void Note(BalancerView balancer, IReadOnlyList<DrainStatus> drains)
    {
        _drains.Clear();
        foreach (var drain in drains)
        {
            if (drain.BalancerKey == balancer.Key)
            {
                _drains.TryAdd(drain.Member, drain); // the latest comes first
            }
        }
    }
}
