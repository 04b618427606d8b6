using Balancing.HttpdConf.ModJk;

namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>workers.properties as text: lists, variables, references, and what nobody meant as configuration.</summary>
public class ReaderTests
{
    private static readonly string[] Bits =
    [
        "worker.", "list", "a", "b", "type", "lb", "ajp13", "status", "=", ".", ",", "$(", ")", "#", "\n", "\r\n", " ", "reference", "balance_workers",
        "mount", "/", "/*", "|", "!", "-", "?", ";", "reply_timeout=1", "host", "port", "0", "99", "\t", "\0", "é", "\\", "worker.a.type=lb\n",
        "worker.list=a,b\n", "worker.a.balance_workers=b\n", "worker.b.host=h\n", "/x/*=a\n", "!/x/*.gif=b\n", "/y=b;stopped=b\n", "lbfactor", "activation",
    ];

    [Fact]
    public void Lists_go_on_and_other_properties_are_overwritten()
    {
        var (result, report, _) = Jk.Run(
            "worker.list=x\nworker.list=y,z\nworker.x.type=lb\nworker.x.balance_workers=y\nworker.x.balance_workers=z\n"
            + "worker.y.host=h1\nworker.y.host=h2\nworker.z.host=h3\n");
        Assert.Equal(["ajp://h2:8009", "ajp://h3:8009"], result.OptionsOrThrow().Balancers["x"].Members.Select(m => m.Url));
        Assert.Equal("w:7 says it again", report.Entries[5].Became);
    }

    [Fact]
    public void A_variable_stands_for_what_was_said_above_or_given_to_the_import()
    {
        var options = new ModJkImportOptions { Variables = { ["ZONE"] = "example" } };
        var result = ModJkImporter.Import("worker.list=w\nhost=tomcat\nworker.w.host=$(host).$(ZONE)\nworker.w.mount=/$(host)\n", null, options).OptionsOrThrow();
        Assert.Equal("ajp://tomcat.example:8009", result.Sites["default"].ProxyPass[0].To);
        Assert.Equal("^/tomcat(?:;[^/]*)?$", result.Sites["default"].ProxyPass[0].Match);
    }

    [Fact]
    public void The_environment_of_the_process_is_never_read() // R57
    {
        var problem = Assert.Single(ModJkImporter.Import("worker.list=w\nworker.w.host=$(PATH)\nworker.w.port=1\n", null).Problems);
        Assert.Equal("workers.properties:2", problem.Place);
    }

    [Fact]
    public void Variables_cannot_grow_without_end()
    {
        var text = "v0=xxxxxxxxxx\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"v{i}=$(v{i - 1})$(v{i - 1})\n"));
        Assert.NotEmpty(ModJkImporter.Import(text, null).Problems);
    }

    [Fact]
    public void A_worker_borrows_over_several_references_what_it_does_not_say()
    {
        var result = ModJkImporter.Import(
            "worker.list=w\nworker.w.reference=worker.mid\nworker.w.port=1\nworker.mid.reference=worker.top\nworker.mid.host=h\n"
            + "worker.top.host=never\nworker.top.port=2\nworker.top.socket_timeout=7\nworker.w.mount=/a\n", null).OptionsOrThrow();
        var rule = result.Sites["default"].ProxyPass[0];
        Assert.Equal("ajp://h:1", rule.To);
        Assert.Equal(TimeSpan.FromSeconds(7), rule.Worker!.Timeout);
    }

    [Theory]
    [InlineData("worker.a.reference=worker.b\nworker.b.reference=worker.a\n", "circle")]
    [InlineData("worker.a.reference=worker.b\n", "nothing begins with")]
    [InlineData("worker.a.reference=b\n", "the whole prefix")]
    public void A_reference_that_leads_nowhere_is_a_problem(string text, string cause) =>
        Assert.Contains(ModJkImporter.Import("worker.list=a\nworker.a.host=h\n" + text, null).Problems, p => p.Cause.Contains(cause, StringComparison.Ordinal));

    [Fact]
    public void A_secret_never_stands_in_the_report()
    {
        var (result, report, _) = Jk.Run("s=hush-hush\nworker.list=lb,p\nworker.lb.type=lb\nworker.lb.balance_workers=n\nworker.n.secret=$(s)\nworker.lb.secret=hush-hush\nworker.p.secret=hush-hush\n");
        Assert.True(result.Succeeded);
        Assert.DoesNotContain(report.Entries, entry => entry.ToString().Contains("hush-hush", StringComparison.Ordinal));
    }

    [Fact]
    public void Property_lines_of_the_server_come_before_the_file()
    {
        var report = new JkReport();
        var workers = new JkWorkers(report);
        workers.Add("worker.list=w", new JkPlace("httpd.conf", 3));
        workers.Add("worker.w.host=first", new JkPlace("httpd.conf", 4));
        workers.AddFile("worker.w.host=second\n", "workers.properties");
        workers.Settle();
        Assert.Equal("ajp://second:8009", workers.Find("w")!.Member!.Url);
        Assert.Equal("workers.properties:1 says it again", report.Entries[1].Became);
    }

    [Fact]
    public void Without_a_list_there_is_the_worker_that_mod_jk_has_by_itself() =>
        Assert.Equal("ajp://localhost:8009/", ModJkImporter.Import("", "/*=ajp13\n").OptionsOrThrow().Sites["default"].ProxyPass[0].To);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Any_text_gives_options_that_work_or_problems_and_never_an_exception(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var result = ModJkImporter.Import(AnyText(random), random.Next(4) == 0 ? null : AnyText(random));
            if (result.Succeeded)
            {
                using var site = Jk.Site(result.OptionsOrThrow());
                _ = site.WorkerOf("/x/y.gif");
            }
            else
            {
                Assert.All(result.Problems, problem => Assert.Matches("^(workers|uriworkermap).properties:[1-9]", problem.Place));
            }
        }
    }

    [Fact]
    public void Ten_thousand_members_are_read_in_no_time()
    {
        var text = "worker.list=lb\nworker.lb.type=lb\nworker.t.socket_timeout=5\n" + string.Concat(
            Enumerable.Range(1, 10_000).Select(i => $"worker.lb.balance_workers=n{i}\nworker.n{i}.reference=worker.t\nworker.n{i}.host=h{i}\n"));
        Assert.Equal(10_000, ModJkImporter.Import(text, "/*=lb\n").OptionsOrThrow().Balancers["lb"].Members.Count);
    }

    private static string AnyText(Random random) => string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Bits[random.Next(Bits.Length)]));
}
