namespace Balancing.Tests.Pooling;

/// <summary>In these tests nothing happens by itself: a task is complete when a test looks at it, or the test has failed.</summary>
internal static class Completed
{
    public static T Now<T>(this Task<T> task)
    {
        Assert.True(task.IsCompletedSuccessfully, $"The task is {task.Status}.");
        return task.GetAwaiter().GetResult();
    }
}
