using System.Reflection;

namespace Balancing.Tests.Architecture;

/// <summary>The map in src/Balancer/README.md is true of the compiled code.</summary>
public class RoomsTests
{
    [Fact]
    public void No_type_refers_to_a_row_above_its_own_and_deciders_are_strangers()
    {
        using var balancer = new CompiledAssembly(Path.Combine(AppContext.BaseDirectory, "Balancer.dll"), "/src/Balancer/");

        None(Rooms.Problems(balancer.Edges()));
    }

    [Fact]
    public void A_type_lives_in_one_room()
    {
        using var balancer = new CompiledAssembly(Path.Combine(AppContext.BaseDirectory, "Balancer.dll"), "/src/Balancer/");

        None(balancer.Types.Where(type => type.Files.Select(Rooms.Of).Distinct().Count() > 1)
            .Select(type => $"{type.Type} is in {string.Join(" and ", type.Files)}"));
    }

    [Fact]
    public void Every_public_type_is_placed_by_its_source_file()
    {
        using var balancer = new CompiledAssembly(Path.Combine(AppContext.BaseDirectory, "Balancer.dll"), "/src/Balancer/");
        var placed = balancer.Types.Select(type => type.Type).ToHashSet();

        None(Assembly.Load("Balancer").GetExportedTypes().Where(type => !type.IsNested)
            .Select(type => type.FullName!.Split('`')[0]).Where(name => !placed.Contains(name)));
    }

    // Its root holds what a host sees, requests and options among it, which every room may name.
    [Fact]
    public void Arrows_point_down_in_the_manager_too_and_pages_and_programs_are_strangers()
    {
        string[][] rows = [["Live"], ["Pages", "Programs"], ["Serving"], ["/"]];
        using var manager = new CompiledAssembly(Path.Combine(AppContext.BaseDirectory, "Balancer.Manager.dll"), "/src/Balancer.Manager/");
        var edges = manager.Edges().Where(edge => edge.TargetIsOurs).ToList();

        Assert.Contains(edges, edge => Rooms.Of(edge.Source) == "Serving" && Rooms.Of(edge.Target) == "Pages");
        None(edges.Where(edge => IsWrong(Rooms.Of(edge.Source), Rooms.Of(edge.Target))).Select(edge => $"{edge.Source} -> {edge.Target}"));

        bool IsWrong(string from, string to) => to != "/" && from != to && Row(to) >= Row(from);
        int Row(string room) => Array.FindIndex(rows, row => row.Contains(room)) is var at and >= 0 ? at : throw new InvalidOperationException($"{room} is no room on the map");
    }

    [Theory]
    [InlineData("Mapping/ProxyMap.cs", "Elections/Electorate.cs", "deciders are strangers")]
    [InlineData("Facts/Outcome.cs", "Attempts/Lease.cs", "arrows point down only, and ground is below drivers")]
    [InlineData("Elections/Methods/ByTraffic.cs", "Balancer.cs", "arrows point down only, and deciders is below front")]
    [InlineData("Attempts/AttemptLoop.cs", "Dsl/BalancerBuilder.cs", "arrows point down only, and drivers is below front")]
    [InlineData("Options/Planner.cs", "Hosting/BalancingBuilder.cs", "arrows point down only, and front is below shells")]
    public void A_wrong_arrow_is_named(string source, string target, string why) =>
        Assert.Equal([$"{source} -> {target}: {why}"], Rooms.Problems([new Edge(source, target, TargetIsOurs: true)]));

    [Theory]
    [InlineData("Attempts/AttemptLoop.cs", "Elections/Electorate.cs")]
    [InlineData("Elections/Electorate.cs", "Elections/Methods/ByTraffic.cs")]
    [InlineData("Pooling/ConnectionPool.cs", "Telemetry/BalancerMetrics.cs")]
    [InlineData("Balancer.cs", "Options/Planner.cs")]
    [InlineData("Facts/Outcome.cs", "Plans/MemberPlan.cs")]
    public void An_arrow_down_or_within_a_row_is_welcome(string source, string target) =>
        Assert.Empty(Rooms.Problems([new Edge(source, target, TargetIsOurs: true)]));

    [Theory]
    [InlineData("System.Threading.Tasks.Task")]
    [InlineData("System.Threading.Lock")]
    [InlineData("System.TimeProvider")]
    [InlineData("System.Random.get_Shared")]
    [InlineData("System.Net.Sockets.Socket")]
    public void Only_a_decider_may_not_wait_lock_look_at_the_clock_or_do_io(string name)
    {
        Assert.Single(Rooms.Problems([new Edge("Failures/FailureRules.cs", name, TargetIsOurs: false)]));
        Assert.Empty(Rooms.Problems([new Edge("Attempts/AttemptLoop.cs", name, TargetIsOurs: false)]));
    }

    [Fact]
    public void A_folder_that_is_not_on_the_map_is_named() =>
        Assert.Equal(["Helpers/Text.cs: Helpers is no room on the map"], Rooms.Problems([new Edge("Helpers/Text.cs", "System.String", TargetIsOurs: false)]));

    [Fact]
    public void References_are_found_in_signatures_bodies_and_types_without_bodies()
    {
        using var tests = new CompiledAssembly(typeof(RoomsTests).Assembly.Location, "/tests/Balancer.Tests/");
        var edges = tests.Edges().ToHashSet();

        const string Here = "Architecture/Samples.cs";
        Assert.Contains(new Edge(Here, "Repository.cs", TargetIsOurs: true), edges); // a static call in a lambda
        Assert.Contains(new Edge(Here, "Architecture/Instructions.cs", TargetIsOurs: true), edges); // typeof
        Assert.Contains(new Edge(Here, "Architecture/Rooms.cs", TargetIsOurs: true), edges); // a type argument of an interface method
        Assert.Contains(new Edge(Here, "System.Threading.Monitor", TargetIsOurs: false), edges); // a lock statement
        Assert.Contains(new Edge(Here, "System.Threading.Tasks.Task", TargetIsOurs: false), edges); // Task<T>
        Assert.Contains(new Edge(Here, "System.Random.get_Shared", TargetIsOurs: false), edges);
        Assert.Contains(tests.Types, type => type.Type.EndsWith(".SampleEnum", StringComparison.Ordinal) && type.Files.SequenceEqual([Here]));
    }

    [Fact]
    public void The_readme_map_names_every_room()
    {
        var source = Repository.Source("Balancer");
        var map = File.ReadAllText(Path.Combine(source, "README.md"));
        var rooms = Repository.SourceFiles("Balancer").Select(file => Path.GetRelativePath(source, file).Replace('\\', '/'))
            .Select(Rooms.Of).Where(room => room != "/").ToHashSet();

        None(rooms.Where(room => !map.Contains($"| `{room}` |", StringComparison.Ordinal)).Select(room => $"{room} is not in src/Balancer/README.md"));
        None(rooms.Except(Rooms.Folders).Select(room => $"{room} is no room on the map"));
    }

    [Fact]
    public void No_source_file_outgrows_300_lines() =>
        None(Repository.Assemblies.SelectMany(Repository.SourceFiles)
            .Select(file => (Name: Path.GetRelativePath(Repository.Root, file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 300).Select(file => $"{file.Name} has {file.Lines} lines"));

    // Says all of them in full; Assert.Empty would cut each short.
    private static void None(IEnumerable<string> problems)
    {
        var all = string.Join('\n', problems);
        Assert.True(all.Length == 0, all);
    }
}
