namespace Balancing.Testing.Tests;

public class LbMethodContractTests
{
    public static TheoryData<string> BuiltIn => ["byrequests", "bytraffic", "bybusyness", "heartbeat"];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void The_built_in_methods_keep_it(string name) =>
        LbMethodContract.Verify(BalancerServices.Default.Methods.Find(name)!, new() { Seed = 7 });

    [Fact]
    public void A_method_of_one_line_keeps_it() => LbMethodContract.Verify(new Bad());

    [Theory]
    [InlineData(LbMethodClause.Name)]
    [InlineData(LbMethodClause.Measure)]
    [InlineData(LbMethodClause.NeverThrows)]
    [InlineData(LbMethodClause.OfferedCandidates)]
    [InlineData(LbMethodClause.ElectsSomebody)]
    [InlineData(LbMethodClause.DeclinesQuietly)]
    [InlineData(LbMethodClause.SameSeedSameMembers)]
    [InlineData(LbMethodClause.ManyBalancers)]
    [InlineData(LbMethodClause.Explainable)]
    [InlineData(LbMethodClause.KeepsCredit)]
    [InlineData(LbMethodClause.Resets)]
    [InlineData(LbMethodClause.AllocatesNothing)]
    public void A_method_that_breaks_a_clause_is_told_which(LbMethodClause clause) =>
        Assert.Contains(clause, LbMethodContract.Check(BadMethods.That(clause)).Select(b => b.Clause));

    [Fact]
    public Task All_broken_clauses_are_listed_at_once() =>
        Verify(Assert.Throws<LbMethodContractException>(() => LbMethodContract.Verify(new Bad
        {
            Word = "By Chance",
            Measured = "two words",
            Electing = (in ElectionContext election) => election.Count < 3 ? election.Count : throw new InvalidOperationException("more than two"),
        })).Message);

    [Fact]
    public void What_a_method_needs_besides_numbers_is_given()
    {
        var byDesk = new Bad
        {
            Electing = (in ElectionContext election) => election.Member(0).Attached is int desk && election.Request.Host == "h" ? desk % election.Count : -1,
        };

        Assert.Contains(LbMethodClause.ElectsSomebody, LbMethodContract.Check(byDesk).Select(b => b.Clause));
        LbMethodContract.Verify(byDesk, new() { Attach = position => position, Request = _ => RequestFacts.Get("/").OnHost("h") });
    }
}
