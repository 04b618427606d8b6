using System.Globalization;

namespace Examples;

/// <summary>What was asked for on the command line: <c>--name value</c> or <c>--name=value</c>.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        Usage: Gateway [--conf FILE [--check]] [--urls URL] [--manager] [--decision-header NAME] [--inline] [--requests N]
          --conf FILE             serves what this httpd.conf says; without it, three backends of its own
          --check                 prints the report on FILE and ends: with 0, or with 1 when there are problems
          --urls URL              listens there, for example http://127.0.0.1:8081; port 0 takes a free one
          --manager               with --conf: /balancer-manager for this machine, besides what the file says; without it always there
          --decision-header NAME  tells in this header of every answer what was decided
          --inline                fewer hops between threads; see docs/gateway.md for the price
          --requests N            without --conf: plays N requests, shows who got what, and ends
        """;

    public string? Conf { get; init; }

    public bool Check { get; init; }

    public bool Manager { get; init; }

    public string? Url { get; init; }

    public string? DecisionHeader { get; init; }

    public bool Inline { get; init; }

    public int Requests { get; init; }

    public bool Help { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="problem">What is wrong with them, when the result is null.</param>
    public static CommandLine? Read(IReadOnlyList<string> args, out string problem)
    {
        var line = new CommandLine();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        problem = "";
        for (var i = 0; i < args.Count && problem.Length == 0; i++)
        {
            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (name is "--check" or "--manager" or "--inline" or "--help" or "-h")
            {
                line = name switch
                {
                    "--check" => line with { Check = true },
                    "--manager" => line with { Manager = true },
                    "--inline" => line with { Inline = true },
                    _ => line with { Help = true },
                };
                problem = equals < 0 ? "" : $"{name} takes no value.";
            }
            else if (name is not ("--conf" or "--urls" or "--decision-header" or "--requests"))
            {
                problem = $"There is no option {name}.";
            }
            else if (equals < 0 && (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
            {
                problem = $"{name} needs a value.";
            }
            else
            {
                line = line.With(name, equals < 0 ? args[++i] : args[i][(equals + 1)..], out problem);
            }

            problem = problem.Length == 0 && !seen.Add(name) ? $"{name} was given twice." : problem;
        }

        problem = problem.Length > 0 ? problem : line.Contradiction();
        return problem.Length == 0 ? line : null;
    }

    private CommandLine With(string name, string value, out string problem)
    {
        problem = "";
        switch (name)
        {
            case "--conf":
                problem = value.Length == 0 ? "--conf needs the name of a file." : "";
                return this with { Conf = value };
            case "--urls":
                problem = ProblemOf(value);
                return this with { Url = value };
            case "--decision-header":
                problem = value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                    ? "" : $"--decision-header needs a name of letters, digits and '-', not '{value}'.";
                return this with { DecisionHeader = value };
            default:
                problem = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var requests) && requests > 0
                    ? "" : $"--requests needs a number above 0, not '{value}'.";
                return this with { Requests = requests };
        }
    }

    private string Contradiction() =>
        Check && Conf is null ? "--check needs --conf FILE."
        : Requests > 0 && Conf is not null ? "--requests plays with backends of its own; it does not go with --conf."
        : "";

    private static string ProblemOf(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            var fits = address is { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= 65535, IsUnixPipe: false } && !url.Contains(';', StringComparison.Ordinal);
            return fits ? "" : $"--urls needs one URL such as http://127.0.0.1:8081, not '{url}'.";
        }
        catch (FormatException)
        {
            return $"--urls needs one URL such as http://127.0.0.1:8081, not '{url}'.";
        }
    }
}
