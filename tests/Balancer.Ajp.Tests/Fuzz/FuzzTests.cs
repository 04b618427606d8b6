using System.Globalization;

namespace Balancing.Ajp.Tests.Fuzz;

/// <summary>
/// Both readers and the whole client against changed streams. AJP_FUZZ says how many executions each; AJP_FUZZ_SEED where to begin. A stream
/// that fails is told with its number; with the same seed it comes again.
/// </summary>
public class FuzzTests
{
    private static readonly int Executions = Number("AJP_FUZZ", 100_000);
    private static readonly int Seed = Number("AJP_FUZZ_SEED", 1);

    private ReadOnlyMemory<byte> _last; // what went wrong, when something does

    [Fact]
    public void No_stream_of_a_front_confuses_its_reader()
    {
        using var targets = new Targets();
        var mutator = new Mutator(Corpus.Of("front"), Seed);
        Run(() => targets.Front(Keep(mutator.Next()).Span));
    }

    [Fact]
    public void No_stream_of_a_container_confuses_the_client()
    {
        using var targets = new Targets();
        var mutator = new Mutator(Corpus.Of("container"), Seed);
        Run(() => targets.Container(Keep(mutator.Next()), mutator.Random));
    }

    private Memory<byte> Keep(Memory<byte> stream)
    {
        _last = stream;
        return stream;
    }

    private void Run(Action once)
    {
        for (var i = 0; i < Executions; i++)
        {
            try
            {
                once();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"execution {i} of seed {Seed}: {Convert.ToHexString(_last.Span)}", e);
            }
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
