namespace Balancing.Manager.Serving;

/// <summary>Orders in words.</summary>
internal static class OrderTitle
{
    /// <summary>What is about to be done, in a few words.</summary>
    public static string Of(Order order)
    {
        var (where, members) = (order.Balancer.Key, order.Members);
        var what = members.Count == 1 ? members[0] : $"{members.Count} members";
        return order.Kind switch
        {
            OrderKind.Drain => $"Drain {what} of {where}",
            OrderKind.CancelDrain => $"End the draining of {what} of {where}",
            OrderKind.Readmit => $"Readmit {what} of {where}",
            OrderKind.Undo => $"Take back entry {order.Entry} of {where}",
            _ when order.Edits.All(e => e is RemoveMemberEdit) => $"Remove {what} from {where}",
            _ when order.Edits is [AddMemberEdit add] => $"Add {add.Url} to {where}",
            _ when members.Count > 0 => $"Change {what} of {where}",
            _ => $"Change {where}",
        };
    }
}
