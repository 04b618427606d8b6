namespace Balancing.Tests.Managing;

public class HumanBytesTests
{
    [Theory]
    [InlineData(-1, "  - ")]
    [InlineData(0, "  0 ")]
    [InlineData(972, "972 ")]
    [InlineData(973, "1.0K")]
    [InlineData(1536, "1.5K")]
    [InlineData(9 * 1024, "9.0K")]
    [InlineData(128_000, "125K")]
    [InlineData(456_704, "446K")]
    [InlineData(1_784_832, "1.7M")]
    [InlineData(972L << 10, "972K")]
    [InlineData(973L << 10, "1.0M")]
    [InlineData(long.MaxValue, "8.0E")]
    public void S51_They_are_written_as_httpd_writes_them(long bytes, string text) => Assert.Equal(text, HumanBytes.Format(bytes));
}
