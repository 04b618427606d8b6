namespace Balancing.Tests.Managing.Overlays;

/// <summary>Edits that survive (httpd: BalancerPersist).</summary>
public sealed class OverlayTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("balancer-edits-");

    private BalancerServices Services => BalancerServices.Default with { StateDirectory = Path.Combine(_folder.FullName, "state") };

    private string File => Path.Combine(Services.StateDirectory!, "foo.edits.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Edits_survive_a_restart()
    {
        using (var foo = Make())
        {
            foo.Edit(
                new MemberEdit("http://a") { LoadFactor = 4, LbSet = 1, Route = "x", Disabled = true },
                new SettingsEdit { Timeout = TimeSpan.FromMilliseconds(2500), StickySession = "SID|sid", LbMethod = "bytraffic", MaxAttempts = 7, NoFailover = true });
        }

        using var again = Make();
        var a = again.Snapshot()["http://a"];
        Assert.Equal((4, 1, "x", "Init Dis"), (a.Factor, a.Set, a.Route, a.StatusText));
        Assert.Equal((2500, "SID", "bytraffic", 7, true), (again.Plan.Timeout.TotalMilliseconds, again.Plan.Stickiness!.CookieName, again.Plan.Method.Name, again.Plan.MaxAttempts, again.Plan.NoFailover));
        Assert.Equal(JournalKind.Restored, Assert.Single(again.Journal).Kind);
        Assert.Equal(again.Drift, again.Journal[0].Changes);
    }

    [Fact]
    public void Without_BalancerPersist_nothing_is_written_or_read()
    {
        using (var foo = Make())
        {
            foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 });
        }

        using var plain = Sample.Weighted(1, 1).Services(Services).Build();
        plain.Edit(new MemberEdit("http://a") { LoadFactor = 9 });
        Assert.Equal(9, plain.Snapshot()["http://a"].Factor);
        using var again = Make();
        Assert.Equal(4, again.Snapshot()["http://a"].Factor);
    }

    [Fact]
    public void A_reload_of_the_configuration_leaves_them_in_force_and_takes_the_rest()
    {
        using var foo = Make();
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 });
        foo.Apply(Options("http://a", "http://b", "http://c"));

        Assert.Equal((4, 2, 2), (foo.Snapshot()["http://a"].Factor, foo.Snapshot()["http://b"].Factor, foo.Snapshot()["http://c"].Factor));
        Assert.Equal(["http://a LoadFactor: 2 -> 4"], foo.Drift.Select(c => c.ToString()));
        Assert.Contains("the configuration says 2, and said 1 when it was edited", foo.Journal[1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_set_back_to_what_is_configured_is_no_edit_any_more()
    {
        using (var foo = Make())
        {
            foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 });
            foo.Undo(1);
        }

        using var again = Sample.Weighted(3, 1).Growth(2).Persist().Services(Services).Build();
        Assert.Equal(3, again.Snapshot()["http://a"].Factor);
    }

    [Fact]
    public void Members_that_were_added_and_removed_stay_so()
    {
        using (var foo = Make())
        {
            foo.Edit(new AddMemberEdit("http://n"), new RemoveMemberEdit("http://b"));
            foo.Edit(new MemberEdit("http://n") { Disabled = false, LoadFactor = 3 });
        }

        using var again = Make();
        Assert.Equal(["http://a", "http://n"], again.Snapshot().Members.Select(m => m.Url));
        Assert.Equal((3, "Init Ok"), (again.Snapshot()["http://n"].Factor, again.Snapshot()["http://n"].StatusText));
        again.Apply(Options("http://a", "http://b"));
        Assert.Equal(["http://a", "http://n"], again.Snapshot().Members.Select(m => m.Url));
        again.Edit(new RemoveMemberEdit("http://n"), new AddMemberEdit("http://b"));
        using var last = Make();
        Assert.Equal(["http://a", "http://b"], last.Snapshot().Members.Select(m => m.Url));
        Assert.Equal("Init Dis", last.Snapshot()["http://b"].StatusText);
    }

    [Fact]
    public void What_no_longer_fits_is_told_and_the_rest_is_put_in_force()
    {
        using (var foo = Make())
        {
            foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 }, new MemberEdit("http://b") { LoadFactor = 5 }, new AddMemberEdit("http://n"));
        }

        using var again = Sample.Weighted(1).Member("http://c").Persist().Services(Services).Build();
        Assert.Equal(4, again.Snapshot()["http://a"].Factor);
        Assert.Contains("http://b: there is no such member", again.Journal[0].Note, StringComparison.Ordinal);
        Assert.Contains("there is no room for another member", again.Journal[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_operator_drains_stays_out_and_what_the_program_drains_does_not()
    {
        using (var foo = Make())
        {
            Assert.True(foo.DrainAsync("http://a", new DrainOptions { By = new Operator("ann") }).IsCompletedSuccessfully);
            Assert.True(foo.DrainAsync("http://b", TimeSpan.FromSeconds(1)).IsCompletedSuccessfully);
        }

        using var again = Make();
        Assert.Equal(("Init Drn Dis", "Init Ok"), (again.Snapshot()["http://a"].StatusText, again.Snapshot()["http://b"].StatusText));
        again.Readmit("http://a", new Operator("ann"));
        using var last = Make();
        Assert.Equal("Init Ok", last.Snapshot()["http://a"].StatusText);
    }

    [Fact]
    public void Failures_and_failed_checks_are_not_saved()
    {
        using (var foo = Make())
        {
            foo.Edit(new MemberEdit("http://a") { InError = true, HealthCheckFailed = true, LbSet = 1 });
        }

        using var again = Make();
        Assert.Equal(("Init Ok", 1), (again.Snapshot()["http://a"].StatusText, again.Snapshot()["http://a"].Set));
    }

    [Fact]
    public void Cve_2024_46544_Nobody_but_the_owner_may_read_or_write_them()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there a file of the user's own folder is the user's
        }

        using var foo = Make();
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Services.StateDirectory!));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        using var again = Make();
        Assert.Equal(1, again.Snapshot()["http://a"].Factor);
        Assert.True(System.IO.File.Exists(File + ".refused"));
    }

    public static TheoryData<string> Damages => ["cut", "flip", "empty", "version", "other", "not json", "edited"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_bad_file_is_refused_whole_and_put_aside(string damage)
    {
        using (var foo = Make())
        {
            foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 }, new MemberEdit("http://b") { LoadFactor = 5 });
        }

        var text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, damage switch
        {
            "cut" => text[..(text.Length / 2)],
            "flip" => text.Replace("w_lf", "w_ls", StringComparison.Ordinal),
            "empty" => "",
            "version" => text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal),
            "other" => text.Replace("\"foo\"", "\"bar\"", StringComparison.Ordinal),
            "edited" => text.Replace("\"5\"", "\"50\"", StringComparison.Ordinal),
            _ => "[1, 2",
        });
        using var again = Make();

        Assert.Equal((1, 1), (again.Snapshot()["http://a"].Factor, again.Snapshot()["http://b"].Factor));
        Assert.True(System.IO.File.Exists(File + ".refused"));
        Assert.True(again.Edit(new MemberEdit("http://a") { LoadFactor = 6 }).Applied);
        using var last = Make();
        Assert.Equal(6, last.Snapshot()["http://a"].Factor);
    }

    [Fact]
    public void An_edit_that_cannot_be_saved_is_in_force_and_says_so()
    {
        System.IO.File.WriteAllText(Services.StateDirectory!, "in the way");
        using var foo = Make();
        var result = foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 });

        Assert.True(result.Applied);
        Assert.Equal("BalancerPersist", result.NotSaved!.HttpdWord);
        System.IO.File.Delete(Services.StateDirectory!);
        Assert.Null(foo.Edit(new MemberEdit("http://b") { LoadFactor = 5 }).NotSaved);
        using var again = Make();
        Assert.Equal((4, 5), (again.Snapshot()["http://a"].Factor, again.Snapshot()["http://b"].Factor));
    }

    [Fact]
    public void What_a_crashed_save_left_behind_is_in_nobodys_way()
    {
        using var foo = Make();
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 4 });
        System.IO.File.WriteAllText(File + ".next", "{ half");
        using (var again = Make())
        {
            Assert.Equal(4, again.Snapshot()["http://a"].Factor);
            Assert.Null(again.Edit(new MemberEdit("http://a") { LoadFactor = 5 }).NotSaved);
        }

        using var last = Make();
        Assert.Equal(5, last.Snapshot()["http://a"].Factor);
    }

    private static BalancerOptions Options(params string[] urls)
    {
        var options = new BalancerOptions { Persist = true, Growth = 2 };
        options.Members.AddRange(urls.Select(url => new MemberOptions { Url = url, LoadFactor = 2 }));
        return options;
    }

    private Balancer Make() => Sample.Weighted(1, 1).Growth(2).Persist().Services(Services).Build();
}
