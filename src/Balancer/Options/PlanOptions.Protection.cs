namespace Balancing;

/// <content>The options of what protects a balancer.</content>
public static partial class PlanOptions
{
    private static ProtectionOptions Of(ProtectionPlan plan) => new()
    {
        SlowStart = plan.SlowStart,
        HalfOpen = plan.HalfOpen,
        EjectOutliers = plan.EjectOutliers is { } outliers ? Of(outliers) : null,
        RetryBudget = plan.RetryBudget is { } budget ? Of(budget) : null,
        PanicBelow = plan.PanicBelow,
    };

    private static OutlierOptions Of(OutlierPlan plan)
    {
        var defaults = HttpdDefaults.Outliers;
        return new OutlierOptions
        {
            Consecutive = Said(plan.Consecutive, defaults.Consecutive),
            Share = Said(plan.Share, defaults.Share),
            AtLeast = Said(plan.AtLeast, defaults.AtLeast),
            Window = Said(plan.Window, defaults.Window),
            BadStatus = [.. plan.BadStatus],
            MaxEjected = Said(plan.MaxEjected, defaults.MaxEjected),
        };
    }

    private static RetryBudgetOptions Of(RetryBudgetPlan plan)
    {
        var defaults = HttpdDefaults.RetryBudget;
        return new RetryBudgetOptions
        {
            Share = Said(plan.Share, defaults.Share),
            AtLeastPerSecond = Said(plan.AtLeastPerSecond, defaults.AtLeastPerSecond),
        };
    }
}
