using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore.Tests.Manager;

/// <summary>A manager whose door nobody has thought of does not start, and neither does the program (R47).</summary>
public class StartTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_word_on_who_may_come_the_program_does_not_start(bool isAdded)
    {
        var problem = Assert.Single(await ProblemsAsync(_ => { }, services => _ = isAdded ? services.AddBalancerManager() : services));

        Assert.Equal("MapBalancerManager /balancer-manager", problem.Place);
        Assert.Equal("nobody has said who may come", problem.Cause);
        Assert.Contains(".AllowFrom(\"10.0.0.0/8\")", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains(".RequireAuthorization(", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains(".AllowAnonymous()", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Editing_rules_are_no_word_on_who_may_come() =>
        Assert.Equal("nobody has said who may come", Assert.Single(await ProblemsAsync(b => b.RequireForEdits("edit").AllowAddingMembers("add"), Gateway.Policies)).Cause);

    [Fact(Timeout = Limits.Test)]
    public async Task All_addresses_that_are_none_are_told_at_once()
    {
        var problems = await ProblemsAsync(b => b.AllowFrom(
            "10.0.0.0/8", "10.0.0.1/8", "localhost", "10.1", "0x0a.0.0.1", "10.0.0.0/33", "fe80::1%eth0", "[::1]", "::ffff:10.0.0.1", "", "*"));

        Assert.Equal(
            "10.0.0.1/8 localhost 10.1 0x0a.0.0.1 10.0.0.0/33 fe80::1%eth0 [::1] ::ffff:10.0.0.1  *",
            string.Join(' ', problems.Select(p => p.Place.Split('"')[1])));
        Assert.Equal("Write 10.0.0.0/8: the address has bits that the network leaves open", problems[0].Remedy);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Policies_without_anybody_who_enforces_them_are_told()
    {
        Assert.Equal(
            "a policy is asked for, and there is no authorization", Assert.Single(await ProblemsAsync(b => b.RequireAuthorization("ops"))).Cause);
        Assert.Equal(
            "a policy is asked for, and there is no authorization", Assert.Single(await ProblemsAsync(b => b.AllowFrom("10.0.0.0/8").RequireForEdits("edit"))).Cause);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Policies_that_there_are_not_are_told()
    {
        var problems = await ProblemsAsync(b => b.RequireAuthorization("oops").RequireForEdits("edits").AllowAddingMembers("adds"), Gateway.Policies);

        Assert.Equal(["there is no policy \"oops\"", "there is no policy \"edits\"", "there is no policy \"adds\""], problems.Select(p => p.Cause));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_policy_that_is_switched_off_is_told() =>
        Assert.StartsWith("AllowAnonymous switches off", Assert.Single(await ProblemsAsync(b => b.RequireAuthorization("ops").AllowAnonymous(), Gateway.Policies)).Cause, StringComparison.Ordinal);

    [Theory(Timeout = Limits.Test)]
    [InlineData(false, false, "nobody has said who may come")]
    [InlineData(true, false, "a policy is asked for, and nobody enforces it")]
    [InlineData(true, true, "")]
    public async Task A_pipeline_put_together_by_hand_is_looked_at_too(bool hasPolicy, bool isEnforced, string cause)
    {
        using var foo = Balancer.Create("foo").Member("http://10.0.0.1").Build();
        var host = new HostBuilder().ConfigureWebHost(web => web.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureServices(services =>
        {
            services.AddRouting();
            services.AddBalancerManager();
            Gateway.Policies(services);
        }).Configure(app =>
        {
            app.UseRouting();
            _ = isEnforced ? app.UseAuthorization() : app;
            app.UseEndpoints(e => _ = hasPolicy ? e.MapBalancerManager("/bm", [foo]).RequireAuthorization("ops") : e.MapBalancerManager("/bm", [foo]));
        })).Build();

        var problem = await Record.ExceptionAsync(() => host.StartAsync()) as BalancerConfigurationException;

        Assert.Equal(cause, problem?.Problems.Single().Cause ?? "");
        await host.StopAsync();
        host.Dispose();
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_fallback_policy_that_nobody_enforces_is_told()
    {
        using var foo = Balancer.Create("foo").Member("http://10.0.0.1").Build();
        using var host = new HostBuilder().ConfigureWebHost(web => web.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureServices(services =>
        {
            services.AddRouting();
            services.AddBalancerManager();
            services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        }).Configure(app => app.UseRouting().UseEndpoints(e => e.MapBalancerManager("/bm", [foo])))).Build();

        var problem = await Assert.ThrowsAsync<BalancerConfigurationException>(() => host.StartAsync());

        Assert.Equal("a policy is asked for, and nobody enforces it", Assert.Single(problem.Problems).Cause);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(true, HttpStatusCode.InternalServerError)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task Authorization_that_comes_before_routing_lets_nobody_in(bool hasPolicy, HttpStatusCode status)
    {
        using var foo = Balancer.Create("foo").Member("http://10.0.0.1").Build();
        await using var front = await Front.StartAsync(
            app =>
            {
                app.UseAuthorization();
                app.UseRouting();
                _ = hasPolicy ? app.MapBalancerManager("/bm", [foo]).RequireAuthorization("all") : app.MapBalancerManager("/bm", [foo]);
            },
            services => services.AddAuthorizationBuilder().AddPolicy("all", p => p.RequireAssertion(_ => true)).SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()));

        Assert.Equal(status, (await front.GetAsync("/bm")).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Wrong_options_are_told_at_start()
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => Front.StartAsync(_ => { }, services => services.AddBalancerManager(o =>
        {
            o.History = TimeSpan.FromHours(2);
            o.MemberNetworks.Add("10.0.0.1/8");
        })));

        Assert.Equal(2, problem.Failures.Count());
    }

    [Fact]
    public void Without_balancers_there_is_nothing_to_manage()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        Assert.Contains("AddBalancing", Assert.Throws<InvalidOperationException>(() => app.MapBalancerManager()).Message, StringComparison.Ordinal);
        Assert.Contains("AddBalancerManager", Assert.Throws<InvalidOperationException>(() => app.MapGroup("/x").MapBalancerManager("/bm", [])).Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<ConfigurationProblem>> ProblemsAsync(
        Action<BalancerManagerConventionBuilder> door, Action<IServiceCollection>? services = null) =>
        (await Assert.ThrowsAsync<BalancerConfigurationException>(() => Gateway.StartAsync(door, services))).Problems;
}
