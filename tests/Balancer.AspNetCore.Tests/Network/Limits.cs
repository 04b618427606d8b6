namespace Balancing.AspNetCore.Tests.Network;

internal static class Limits
{
    /// <summary>No test may take longer, in milliseconds.</summary>
    public const int Test = 30_000;

    public static TimeSpan Ms(int n) => TimeSpan.FromMilliseconds(n);

    public static TimeSpan Sec(int n) => TimeSpan.FromSeconds(n);

    /// <summary>Waits for something that happens soon after an answer, such as the end of a lease.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }
}
