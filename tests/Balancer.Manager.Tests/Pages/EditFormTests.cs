using Balancing.Manager.Pages;

namespace Balancing.Manager.Tests.Pages;

/// <summary>The forms: httpd's fields, under httpd's names, and only for those who may send them.</summary>
public class EditFormTests
{
    [Fact]
    public void The_deep_link_of_a_balancer_opens_its_form()
    {
        using var foo = Sample.Foo().Build();
        var panel = Panel(foo, new Selection("foo"));
        var fields = Sample.Fields(panel.All("form").First());

        Assert.Equal("Edit balancer settings for balancer://foo", panel.All("h2").Single().Text);
        Assert.Equal("token-1", fields["nonce"]);
        Assert.Equal("foo", fields["b"]);
        Assert.Equal(foo.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture), fields["revision"]);
        Assert.Equal("preview", fields["do"]);
        Assert.Equal(("byrequests", "0", "2", "0", "JSESSIONID|jsessionid"), (fields["b_lbm"], fields["b_tmo"], fields["b_max"], fields["b_sforce"], fields["b_ss"]));
        Assert.Equal("post", panel.All("form").First()["method"]);
    }

    [Fact]
    public void Every_registered_method_can_be_chosen()
    {
        var services = new BalancerServices();
        services.Methods.Register(new Mine());
        using var foo = Balancer.FromOptions("foo", new BalancerOptions { Members = { new MemberOptions { Url = "http://a" } } }, services);

        var options = Panel(foo, new Selection("foo")).All("select").Single(s => s["name"] == "b_lbm").All("option").Select(o => o["value"]);

        Assert.Equal(["byrequests", "bytraffic", "bybusyness", "heartbeat", "mine"], options);
    }

    [Fact]
    public void The_deep_link_of_a_member_opens_a_form_with_every_field()
    {
        using var foo = Sample.Foo().Build();
        var panel = Panel(foo, new Selection("foo", "http://a:8080"));
        var fields = Sample.Fields(panel.All("form").First());

        Assert.Equal("Edit worker settings for http://a:8080", panel.All("h2").Single().Text);
        Assert.Equal("http://a:8080", fields["w"]);
        Assert.All(EditWords.OfMember, w => Assert.Contains(w.Word, (IDictionary<string, string>)fields));
        Assert.Equal(("2.5", "0", "a", "b", "0"), (fields["w_lf"], fields["w_ls"], fields["w_wr"], fields["w_rr"], fields["w_status_H"]));
    }

    [Fact]
    public void What_requests_and_checks_change_by_themselves_stays_unless_it_is_chosen()
    {
        using var foo = Sample.Foo().Build();
        foo.Edit(new MemberEdit("http://a:8080") { InError = true });
        var fields = Sample.Fields(Panel(foo, new Selection("foo", "http://a:8080")).All("form").First());

        Assert.Equal(("", ""), (fields["w_status_E"], fields["w_status_C"]));
    }

    [Fact]
    public void The_form_of_a_member_sends_edits_that_change_nothing()
    {
        using var foo = Sample.Foo().Build();
        var fields = Sample.Fields(Panel(foo, new Selection("foo", "http://a:8080")).All("form").First());
        var problems = new List<ConfigurationProblem>();
        var edit = EditWords.ReadMember("http://a:8080", fields.Where(f => f.Key.StartsWith("w_", StringComparison.Ordinal)), problems);

        Assert.Empty(problems);
        Assert.Empty(foo.Preview(new EditRequest(edit), 0).Changes);
    }

    [Fact]
    public void A_member_can_be_drained_readmitted_and_removed()
    {
        using var foo = Sample.Foo().Build();
        var forms = Panel(foo, new Selection("foo", "http://a:8080")).All("form").Skip(1).Select(Sample.Fields).ToArray();

        Assert.All(forms, f => Assert.Equal(("http://a:8080", "foo", "preview", "token-1"), (f["w"], f["b"], f["do"], f["nonce"])));
        Assert.Equal(("1", "30"), (forms[0]["drain"], forms[0]["deadline"]));
        Assert.Equal("1", forms[1]["readmit"]);
        Assert.Equal("1", forms[2]["remove"]);
    }

    [Fact]
    public void The_draining_of_a_member_can_be_stopped()
    {
        using var foo = Sample.Foo().Build();
        foo.Edit(new MemberEdit("http://a:8080") { Drain = true });

        Assert.Equal("0", Sample.Fields(Panel(foo, new Selection("foo", "http://a:8080")).All("form").ElementAt(1))["w_status_N"]);
    }

    [Fact]
    public void Several_members_are_changed_at_once_and_what_is_left_empty_stays()
    {
        using var foo = Sample.Foo().Build();
        var form = Sample.Overview(foo).OfClass("several").Single();
        var boxes = form.All("input").Where(i => i["name"] == "w").ToArray();

        Assert.Equal(["http://a:8080", "http://b:8080", "http://c:8080"], boxes.Select(b => b["value"]));
        Assert.All(form.All("fieldset").Single().All("select"), s => Assert.Equal("", s.All("option").Single(o => o.Attributes.ContainsKey("selected"))["value"]));
        Assert.Equal(["", "drain", "readmit", "remove"], form.All("button").Select(b => b["name"]));
    }

    [Theory]
    [InlineData(ManagerPermissions.All, true)]
    [InlineData(ManagerPermissions.View | ManagerPermissions.Edit, false)]
    public void Members_are_added_by_those_who_may(ManagerPermissions permissions, bool isOffered)
    {
        using var foo = Sample.Foo().Build();
        using var full = Balancer.Create("full").Member("http://a").Build();

        Assert.Equal(isOffered, Panel(foo, new Selection("foo"), permissions).All("input").Any(i => i["name"] == "b_nwrkr"));
        Assert.DoesNotContain(Panel(full, new Selection("full"), permissions).All("input"), i => i["name"] == "b_nwrkr");
    }

    [Fact]
    public void Who_may_only_look_gets_no_form_that_changes_anything()
    {
        using var foo = Sample.Foo().Build();
        var page = Sample.Overview(foo, new Selection("foo", "http://a:8080"), Sample.Context(ManagerPermissions.View));

        Assert.DoesNotContain(page.All("form"), f => f["method"] != "get");
        Assert.DoesNotContain(page.All("input"), i => i["name"] == "nonce");
    }

    [Fact]
    public void A_balancer_that_is_closed_to_the_manager_has_no_forms_and_says_so()
    {
        using var foo = Sample.Foo().Nonce("None").Build();
        var page = Sample.Overview(foo, new Selection("foo"));

        Assert.DoesNotContain(page.All("form"), f => f["method"] != "get");
        Assert.Contains("nonce=None", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_is_in_any_link()
    {
        using var foo = Sample.Foo().Build();
        var page = Sample.Overview(foo, new Selection("foo"));

        Assert.All(page.All(), n => Assert.DoesNotContain("token-1", n["href"] + n["action"] + n["src"], StringComparison.Ordinal));
    }

    private static PageNode Panel(Balancer balancer, Selection selection, ManagerPermissions permissions = ManagerPermissions.All) =>
        Sample.Overview(balancer, selection, Sample.Context(permissions)).OfClass("edit").Single();

    private sealed class Mine : LbMethod
    {
        public override string Name => "mine";

        public override int Elect(in ElectionContext election) => 0;
    }
}
