namespace Balancing.Explaining;

/// <summary>What a decider can say. The name's first word is the room; <c>StepWords</c> says how each prints.</summary>
internal enum StepCode
{
    // map: index is the rule's (or rewrite rule's) position
    MapMatched,
    MapPassedOver,
    MapExcluded,
    MapRewritten,
    MapRewritePassedOver,
    MapConditionFailed, // number is the condition's position
    MapNoProxy,
    MapRefused,
    MapNothing,
    MapHandled,

    // access: the text is whose rules, a new line, and the rules
    AccessGranted,
    AccessDenied,
    AccessDeniedStrictly,

    // sticky: index is the member's position (of a found value: the first member of its route), text the name or the route
    StickyHostRoute,
    StickyParameter,
    StickyCookie,
    StickyNoRoute,
    StickyUnknownRoute,
    StickyNone,
    StickyTaken,
    StickyUnusable,
    StickyStandbyLater,
    StickyRetried,
    StickyRedirected,
    StickyNoFailover,

    // elect: index is the member's position, number what it was judged by
    ElectRecovered,
    ElectRetried,
    ElectLaterSet,
    ElectUnusable,
    ElectDraining,
    ElectTried,
    ElectSpareIdle,
    ElectStandbyIdle,
    ElectCandidate,
    ElectChosen,
    ElectNobody,

    // protect: index is the member's position or -1 for the balancer, number a time in ticks or a count
    ProtectStarting,
    ProtectFailed,
    ProtectEjected,
    ProtectBackOff,
    ProtectProbation,
    ProtectOnTrial,
    ProtectTrial,
    ProtectPanic, // number is usable members above, all members below 2^32
    ProtectInPanic,
    ProtectBudget,

    // health: index is the member's position; the rest is in its probe words
    HealthFailed,
    HealthFailing,
    HealthReturning,
    HealthUnknown,
}
