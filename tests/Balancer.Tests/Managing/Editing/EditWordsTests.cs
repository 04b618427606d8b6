namespace Balancing.Tests.Managing.Editing;

/// <summary>The fields of httpd's forms, as texts.</summary>
public class EditWordsTests
{
    [Fact]
    public void They_are_httpds_and_the_error_flag()
    {
        Assert.Equal(
            "w_lf w_ls w_wr w_rr w_status_I w_status_N w_status_D w_status_H w_status_R w_status_S w_status_C w_status_E w_hm w_he w_hi w_hp w_hf w_hu",
            string.Join(' ', EditWords.OfMember.Select(w => w.Word)));
        Assert.Equal("b_lbm b_tmo b_max b_sforce b_ss", string.Join(' ', EditWords.OfBalancer.Select(w => w.Word)));
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_for_every_field()
    {
        using var foo = Balancer.Create("foo").StickySession("SID|sid").Timeout(TimeSpan.FromMilliseconds(1500)).MaxAttempts(3)
            .Member("http://a", m => m.LoadFactor(2.25).LbSet(3).Route("r").Redirect("s").Status("+HD").HealthCheck(h => h.Method(HcMethod.Get11).Uri("/x").Expr("%{REQUEST_STATUS} = 200")))
            .Build();
        var snapshot = foo.Snapshot();
        var problems = new List<ConfigurationProblem>();

        var result = foo.Edit(
            EditWords.ReadMember("http://a", EditWords.OfMember.Select(w => KeyValuePair.Create(w.Word, EditWords.TextOf(snapshot, 0, w))), problems),
            EditWords.ReadSettings(EditWords.OfBalancer.Select(w => KeyValuePair.Create(w.Setting, EditWords.TextOf(snapshot, w))), problems));

        Assert.Empty(problems);
        Assert.True(result.Applied, string.Join(" ", result.Problems));
        Assert.Null(result.Entry);
        Assert.Equal(0, foo.Revision);
    }

    [Theory]
    [InlineData("w_lf", "four", "is no number")]
    [InlineData("w_lf", "1e2", "is no number")]
    [InlineData("w_lf", "-1", "is no number")]
    [InlineData("w_ls", "1.5", "is no whole number")]
    [InlineData("w_ls", " 1", "is no whole number")]
    [InlineData("w_status_D", "yes", "is neither 0 nor 1")]
    [InlineData("w_hm", "PATCH", "is none of NONE, TCP")]
    [InlineData("w_hm", "3", "is none of NONE, TCP")]
    [InlineData("w_wr", "a\u0007", "has a control character")]
    [InlineData("w_xx", "1", "there is no such field")]
    public void What_cannot_be_read_is_a_problem_that_says_what(string word, string text, string cause)
    {
        var problems = new List<ConfigurationProblem>();
        EditWords.ReadMember("http://a", [new(word, text), new("w_hm", "TRACE")], problems);

        Assert.Equal(2, problems.Count);
        Assert.Contains(cause, problems[0].Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_number_changes_nothing_and_an_empty_text_clears()
    {
        var problems = new List<ConfigurationProblem>();

        Assert.Equal(new MemberEdit("http://a") { Route = "" }, EditWords.ReadMember("http://a", [new("w_lf", ""), new("w_wr", ""), new("w_status_D", "")], problems));
        Assert.Equal(new SettingsEdit(), EditWords.ReadSettings([new("b_ss", ""), new("b_max", ""), new("b_lbm", "")], problems));
        Assert.Empty(problems);
    }
}
