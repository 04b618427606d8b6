namespace Balancing.Telemetry;

/// <summary>Who watches a balancer.</summary>
internal static class BalancerDiagnostics
{
    public static BalancerEvents Of(BalancerServices services) => services.Events ?? BalancerEvents.None;

    public static void Watch(Balancer balancer) => _ = balancer;

    public static void Forget(Balancer balancer) => _ = balancer;
}
