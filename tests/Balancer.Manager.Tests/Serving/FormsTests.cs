namespace Balancing.Manager.Tests.Serving;

/// <summary>What is sent by forms: ours, and those that scripts made for httpd send.</summary>
public class FormsTests
{
    [Fact]
    public void A_script_made_for_httpd_goes_on_working()
    {
        using var bench = Bench.OfTwo();
        bench.Fields["Referer"] = "http://ops.example.com/balancer-manager";
        var xml = Bench.Text(bench.Get("", "xml=1"));
        var nonce = xml.Split("<httpd:nonce>")[1].Split("</httpd:nonce>")[0];

        var answer = bench.Send($"b=foo&w=http://10.0.0.1&w_lf=4&w_wr=new&w_status_D=1&nonce={nonce}");

        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Equal("http://10.0.0.1=4/0/new/Disabled, Initialized", bench.State[..bench.State.IndexOf(" http", StringComparison.Ordinal)].Replace("Initialized, Disabled", "Disabled, Initialized", StringComparison.Ordinal));
        Assert.Equal("anonymous (10.0.0.9)", bench.Foo.Journal[0].By.ToString());
    }

    [Fact]
    public void A_script_can_ask_for_the_XML_in_the_same_form()
    {
        using var bench = Bench.OfTwo();

        var answer = bench.Post("b=foo&b_tmo=7&xml=1");

        Assert.Equal((200, "text/xml; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Contains("<httpd:timeout>7</httpd:timeout>", Bench.Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xml=0")]
    [InlineData("b=foo")]
    [InlineData("b=foo&w=http://10.0.0.1")]
    [InlineData("b=balancer://FOO&w=http://10.0.0.1:80/&w_lf=")]
    public void A_form_that_says_nothing_shows_the_page(string form)
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(200, bench.Post(form).Status);
        Assert.Empty(bench.Foo.Journal);
    }

    [Theory]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=0")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=101")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=abc")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&w_ls=100")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&w_status_D=on")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&w_unknown=1")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&lf=4")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&b_tmo=7201")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&b_lbm=bychance")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&b_ss=%3Cscript%3E;")]
    [InlineData("b=foo&w_lf=4")]
    [InlineData("w_lf=4")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&do=it")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&revision=x")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&w_lf=5")]
    [InlineData("b=foo&b=foo&w=http://10.0.0.1&w_lf=4")]
    [InlineData("b=foo&remove=1")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&remove=1")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&drain=1")]
    [InlineData("b=foo&drain=1")]
    [InlineData("b=foo&w=http://10.0.0.1&drain=1&deadline=-1")]
    [InlineData("b=foo&w=http://10.0.0.1&drain=1&deadline=1e9")]
    [InlineData("b=foo&w=http://10.0.0.1&drain=1&readmit=1")]
    [InlineData("b=foo&w=http://10.0.0.1&drain=1&undo=1")]
    [InlineData("b=foo&do=preview")]
    public void What_is_invalid_is_refused_whole(string form)
    {
        using var bench = Bench.OfTwo();
        var before = bench.State;

        Assert.Equal(400, bench.Post(form).Status);
        Assert.Equal(before, bench.State);
        Assert.DoesNotContain(bench.Foo.Journal, e => e.Kind != JournalKind.Refused);
        Assert.Empty(bench.Foo.Journal.SelectMany(e => e.Changes));
    }

    [Theory]
    [InlineData("b=bar&w=http://10.0.0.1&w_lf=4")]
    [InlineData("b=foo&w=http://10.0.0.7&w_lf=4")]
    [InlineData("b=foo&w=http://10.0.0.1&w=http://10.0.0&w_lf=4")]
    [InlineData("b=foo&w=&w_lf=4")]
    [InlineData("b=foo&undo=17")]
    [InlineData("b=foo&undo=17&do=preview")]
    public void What_there_is_not_is_404_and_nothing_else_is_changed(string form)
    {
        using var bench = Bench.OfTwo();
        var before = bench.State;

        Assert.Equal(404, bench.Post(form).Status);
        Assert.Equal(before, bench.State);
    }

    [Fact]
    public void Several_members_are_changed_at_once()
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(200, bench.Post("b=foo&w=http://10.0.0.1&w=http://10.0.0.2&w_ls=3&b_max=1").Status);

        Assert.All(bench.Foo.Snapshot().Members, m => Assert.Equal(3, m.Set));
        Assert.Single(bench.Foo.Journal);
    }

    [Fact]
    public void A_preview_changes_nothing()
    {
        using var bench = Bench.OfTwo();
        var before = bench.State;

        Assert.Equal(200, bench.Post("b=foo&w=http://10.0.0.1&w_lf=4&do=preview").Status);
        Assert.Equal(200, bench.Post("b=foo&w=http://10.0.0.1&drain=1&do=preview").Status);
        Assert.Equal(200, bench.Post("b=foo&w=http://10.0.0.1&remove=1&do=preview").Status);
        Assert.Equal(200, bench.Post("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1&do=preview").Status);
        Assert.Equal(before, bench.State);
        Assert.Empty(bench.Foo.Journal);
    }

    [Fact]
    public void What_is_applied_sends_the_browser_to_the_page()
    {
        using var bench = Bench.OfTwo();

        var answer = bench.Post($"b=foo&w=http://10.0.0.1&w_lf=4&do=apply&revision={bench.Foo.Revision}");

        Assert.Equal((303, "/balancer-manager?b=foo&done=1"), (answer.Status, Bench.Of(answer, "Location")));
        Assert.Equal(200, bench.Get("", "b=foo&done=1").Status);
        Assert.Equal(200, bench.Get("", "b=foo&done=x").Status);
    }

    [Fact]
    public void What_an_operator_has_left_alone_does_not_take_back_what_another_has_changed()
    {
        using var bench = Bench.OfTwo();
        Assert.Equal(303, bench.Post($"b=foo&w=http://10.0.0.1&w_lf=4&do=apply&revision={bench.Foo.Revision}").Status);

        // A form made before that held 1 and set 0.
        Assert.Equal(303, bench.Post($"b=foo&w=http://10.0.0.1&w_lf=1&was_w_lf=1&w_ls=2&was_w_ls=0&do=apply&revision={bench.Foo.Revision}").Status);

        Assert.Equal((4, 2), (bench.Foo.Snapshot().Members[0].Factor, bench.Foo.Snapshot().Members[0].Set));
        Assert.DoesNotContain("name=\"w_lf\"", Bench.Text(bench.Post("b=foo&w=http://10.0.0.1&w_lf=1&was_w_lf=1&w_ls=3&was_w_ls=2&do=preview")), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_operators_the_second_is_told_what_the_first_has_done()
    {
        using var bench = Bench.OfTwo();
        var revision = bench.Foo.Revision;
        Assert.Equal(303, bench.Post($"b=foo&w=http://10.0.0.1&w_lf=4&do=apply&revision={revision}").Status);
        var state = bench.State;

        Assert.Equal(409, bench.Post($"b=foo&w=http://10.0.0.2&w_lf=9&do=apply&revision={revision}").Status);
        Assert.Equal(409, bench.Post($"b=foo&w=http://10.0.0.2&w_lf=9&do=preview&revision={revision}").Status);
        Assert.Equal(409, bench.Post($"b=foo&w=http://10.0.0.2&w_lf=9&revision={revision}").Status);
        Assert.Equal(409, bench.Post($"b=foo&w=http://10.0.0.2&drain=1&do=apply&revision={revision}").Status);
        Assert.Equal(state, bench.State);
        Assert.Equal(303, bench.Post($"b=foo&w=http://10.0.0.2&w_lf=9&do=apply&revision={bench.Foo.Revision}").Status);
    }

    [Fact]
    public void What_was_done_can_be_taken_back()
    {
        using var bench = Bench.OfTwo();
        var before = bench.State;
        bench.Post("b=foo&w=http://10.0.0.1&w_lf=4&w_wr=x&do=apply");

        Assert.Equal(200, bench.Post("b=foo&undo=1&do=preview").Status);
        Assert.NotEqual(before, bench.State);
        Assert.Equal(303, bench.Post("b=foo&undo=1&do=apply").Status);

        Assert.Equal(before, bench.State);
        Assert.Equal(JournalKind.Undo, bench.Foo.Journal[0].Kind);
        Assert.Equal(400, bench.Post("b=foo&undo=1&do=apply").Status);
    }

    [Fact]
    public void R50_what_was_added_by_hand_comes_back_only_for_those_who_may_add_and_what_is_configured_for_all()
    {
        using var bench = Bench.OfTwo();
        bench.Post("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1");
        bench.Post("b=foo&undo=1&do=apply");
        bench.Post("b=foo&w=http://10.0.0.2&remove=1&do=apply");
        bench.Permissions = ManagerPermissions.View | ManagerPermissions.Edit;

        Assert.Equal((400, 400), (bench.Post("b=foo&undo=2&do=preview").Status, bench.Post("b=foo&undo=2&do=apply").Status));
        Assert.Equal(["http://10.0.0.1"], bench.Foo.Members.Select(m => m.Url.Configured));
        Assert.Equal((200, 303), (bench.Post("b=foo&undo=3&do=preview").Status, bench.Post("b=foo&undo=3&do=apply").Status));
        Assert.Equal(["http://10.0.0.1", "http://10.0.0.2"], bench.Foo.Members.Select(m => m.Url.Configured));
        bench.Permissions = ManagerPermissions.All;
        Assert.Equal(303, bench.Post("b=foo&undo=2&do=apply").Status);
        Assert.Equal(3, bench.Foo.Members.Count);
    }

    [Fact]
    public void Members_are_removed_together_or_not_at_all()
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(303, bench.Post("b=foo&w=http://10.0.0.2&remove=1&do=apply").Status);

        Assert.Equal("http://10.0.0.1", Assert.Single(bench.Foo.Members).Url.Configured);
        Assert.Equal(404, bench.Post("b=foo&w=http://10.0.0.1&w=http://10.0.0.2&remove=1").Status);
        Assert.Single(bench.Foo.Members);
    }

    [Fact]
    public void Who_may_only_look_changes_nothing_but_may_ask_why()
    {
        using var bench = Bench.OfTwo();
        bench.Permissions = ManagerPermissions.View;
        var before = bench.State;

        foreach (var form in new[] { "w_lf=4", "w_lf=4&do=preview", "w_lf=4&do=apply", "drain=1", "drain=0", "readmit=1", "remove=1" })
        {
            Assert.Equal(403, bench.Post($"b=foo&w=http://10.0.0.1&{form}").Status);
        }

        Assert.Equal(403, bench.Post("b=foo&undo=1").Status);
        Assert.Equal(before, bench.State);
        Assert.Equal(200, bench.Post("b=foo&path=/x", "/why").Status);
    }

    [Fact]
    public void Who_may_nothing_sees_nothing()
    {
        using var bench = Bench.OfTwo();
        bench.Permissions = ManagerPermissions.None;

        foreach (var path in new[] { "", "/journal", "/why", "/live", "/style.css", "/api/v1", "/nowhere" })
        {
            Assert.Equal((403, "403 Forbidden\n"), (bench.Get(path).Status, Bench.Text(bench.Get(path))));
        }
    }
}
