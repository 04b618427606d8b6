using System.Globalization;
using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>The form of httpd's balancer manager as edits of ours (semantics, section 12).</summary>
internal static class EditForm
{
    /// <summary>Submits a form. Values that are refused change nothing and hide no other value, as in httpd.</summary>
    /// <returns>The status of httpd's page.</returns>
    public static int Submit(World world, JsonObject e)
    {
        var fields = e["params"]!.AsObject();
        if (e["bad_nonce"] is not null || fields["bad_nonce"] is not null)
        {
            return 200; // who cannot name the nonce has no access to edits at all; nothing to ask the engine
        }

        var balancer = world.BalancerNamed((string)e["balancer"]!);
        var member = (string?)e["member"] is { } name ? UrlOf(world, balancer, name) : "";
        var added = true;
        foreach (var (key, value) in fields)
        {
            var edit = EditOf(key, world.Names.Fill(value!.ToString()), member);
            if (edit is not null)
            {
                var result = balancer.Edit(edit);
                added &= result.Applied || edit is not AddMemberEdit;
            }
        }

        return added ? 200 : 400;
    }

    private static string UrlOf(World world, Balancer balancer, string name) =>
        balancer.Plan.Members.Single(m => world.Names.NameOf(m.Url) == name).Url.Configured;

    private static BalancerEdit? EditOf(string key, string value, string member) => key switch
    {
        "w_lf" => new MemberEdit(member) { LoadFactor = double.Parse(value, CultureInfo.InvariantCulture) },
        "w_ls" => new MemberEdit(member) { LbSet = int.Parse(value, CultureInfo.InvariantCulture) },
        "w_wr" => new MemberEdit(member) { Route = value },
        "w_rr" => new MemberEdit(member) { Redirect = value },
        "w_status_I" => new MemberEdit(member) { IgnoreErrors = value == "1" },
        "w_status_N" => new MemberEdit(member) { Drain = value == "1" },
        "w_status_D" => new MemberEdit(member) { Disabled = value == "1" },
        "w_status_S" => new MemberEdit(member) { Stopped = value == "1" },
        "w_status_H" => new MemberEdit(member) { HotStandby = value == "1" },
        "w_status_R" => new MemberEdit(member) { HotSpare = value == "1" },
        "w_status_C" => new MemberEdit(member) { HealthCheckFailed = value == "1" },
        "b_lbm" => new SettingsEdit { LbMethod = value },
        "b_tmo" => new SettingsEdit { Timeout = TimeSpan.FromSeconds(int.Parse(value, CultureInfo.InvariantCulture)) },
        "b_max" => new SettingsEdit { MaxAttempts = int.Parse(value, CultureInfo.InvariantCulture) },
        "b_sforce" => new SettingsEdit { NoFailover = value == "1" },
        "b_ss" => new SettingsEdit { StickySession = value },
        "b_nwrkr" => new AddMemberEdit(value),
        "b_wyes" => null, // says only that b_nwrkr is meant
        _ => throw new NotSupportedException($"The form field {key} is not known."),
    };
}
