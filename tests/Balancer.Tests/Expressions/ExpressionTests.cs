using System.Diagnostics;
using Balancing.Expressions;

namespace Balancing.Tests.Expressions;

/// <summary>Expressions as in SetEnvIfExpr and expr=. What httpd answers was looked up in the real one.</summary>
public class ExpressionTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("!true", false)]
    [InlineData("not false", true)]
    [InlineData("! ! true", true)]
    [InlineData("true && false", false)]
    [InlineData("true and true", true)]
    [InlineData("false || true", true)]
    [InlineData("false or false", false)]
    [InlineData("true || true && false", true)]
    [InlineData("(true || true) && false", false)]
    [InlineData("!(false) && !false", true)]
    [InlineData("%{PATH} == '/a'", true)]
    [InlineData("%{path} = \"/a\"", true)]
    [InlineData("%{PATH} != '/a'", false)]
    [InlineData("'A' == 'a'", false)]
    [InlineData("'b' > 'abc'", true)]
    [InlineData("'abc' < 'abd'", true)]
    [InlineData("'abc' <= 'abc'", true)]
    [InlineData("'abd' >= 'abe'", false)]
    [InlineData("10 > 9", false)]
    [InlineData("'10' -gt 9", true)]
    [InlineData("'10' gt '9'", true)]
    [InlineData("'10' lt '9'", false)]
    [InlineData("01 -eq 1", true)]
    [InlineData("'a' eq 'b'", true)] // as numbers both are 0
    [InlineData("1 ne 2", true)]
    [InlineData("2 -le 2", true)]
    [InlineData("1 -ge 2", false)]
    [InlineData("-z %{NONE}", true)]
    [InlineData("-n %{NONE}", false)]
    [InlineData("! -n %{NONE} && true", true)]
    [InlineData("-T 'oFF'", false)]
    [InlineData("-T '0'", false)]
    [InlineData("-T 'no'", false)]
    [InlineData("-T %{NONE}", false)]
    [InlineData("-T 'yes'", true)]
    [InlineData("%{PATH} =~ /^.A$/", false)]
    [InlineData("%{PATH} =~ /^.A$/i", true)]
    [InlineData("%{PATH} =~ m#^/a#", true)]
    [InlineData("%{PATH} =~ m|^/(.)$| && $1 == 'a'", true)]
    [InlineData("%{PATH} !~ /b/", true)]
    [InlineData("%{PATH} in {'/b', '/a'}", true)]
    [InlineData("'GET' -in { 'POST' , 'PUT' }", false)]
    [InlineData("%{CLIENT} -ipmatch '10.0.0.0/8'", true)]
    [InlineData("%{CLIENT} -ipmatch '10.1.2.4'", false)]
    [InlineData("%{PATH} -ipmatch '10.0.0.0/8'", false)]
    [InlineData("-R '10.0.0.0/8'", true)]
    [InlineData("-R '::1'", false)]
    [InlineData("%{PATH} -strmatch '/?'", true)]
    [InlineData("%{PATH} -strcmatch '/A'", true)]
    [InlineData("'/a/b' -strmatch '/*b'", true)]
    [InlineData("'/a/b' -fnmatch '/*b'", false)]
    [InlineData("'/a/b' -fnmatch '/*/?'", true)]
    [InlineData("tolower('ABC') == 'abc'", true)]
    [InlineData("%{toupper:abc} == 'ABC'", true)]
    [InlineData("tolower(%{PATH} . 'X') == '/ax'", true)]
    [InlineData("escape('a b/c') == 'a%20b/c'", true)]
    [InlineData("unescape('%41') == 'A'", true)]
    [InlineData("unescape('%2f') == ''", true)]
    [InlineData("base64('a') == 'YQ=='", true)]
    [InlineData("unbase64('YQ==') == 'a'", true)]
    [InlineData("'a' . 'b' . 1 == 'ab1'", true)]
    [InlineData("'x%{PATH}y' == 'x/ay'", true)]
    [InlineData("'it\\'s' == \"it's\"", true)]
    [InlineData("double('ab') == 'abab'", true)]
    [InlineData("%{double:ab} == 'abab'", true)]
    public void An_expression_is_true_or_not(string text, bool holds)
    {
        Assert.True(Expression.TryParse(text, Names.Any, out var expression, out var problem), problem.Cause);

        Assert.Equal(holds ? PatternAnswer.Yes : PatternAnswer.No, expression!.Test(Facts.Some, out _, out _));
        Assert.Equal(holds ? PatternAnswer.Yes : PatternAnswer.No, Expression.Parse(text).Test(Facts.Some, out _, out _));
    }

    [Theory]
    [InlineData("", "it ends too early")]
    [InlineData("'a'", "a comparison is missing")]
    [InlineData("%{PATH}", "a comparison is missing")]
    [InlineData("%{PATH} == ", "it ends too early")]
    [InlineData("%{PATH} == /a", "is missing before '/a'")]
    [InlineData("a == 'a'", "'a' is neither in quotes nor a function")]
    [InlineData("%{PATH} =~ '^/a$'", "a regular expression must follow")]
    [InlineData("%{PATH} =~ /a", "a regular expression is not closed")]
    [InlineData("%{PATH} =~ /(/", "'(' is no regular expression")]
    [InlineData("%{PATH} =~ /a/x", "the flag 'x'")]
    [InlineData("%{PATH} ~ 'a'", "'~' does not belong", "a comparison is missing")]
    [InlineData("%{PATH} == 'a' # c", "'# c' does not belong there")]
    [InlineData("(true", "a parenthesis is not closed")]
    [InlineData("true)", "')' does not belong there")]
    [InlineData("'a == 'b'", "does not belong", "is no comparison")]
    [InlineData("%{PATH} == 'a", "a quote is not closed")]
    [InlineData("%{PATH} in 'a'", "a list in braces must follow")]
    [InlineData("%{PATH} in {'a'", "a list is not closed")]
    [InlineData("-q 'a'", "'-q' is no test")]
    [InlineData("-R 'x'", "'x' is no address")]
    [InlineData("-R %{PATH}", "a network is a literal text")]
    [InlineData("-f '/etc/passwd'", "R57")]
    [InlineData("%{NOPE} == ''", "no NOPE")]
    [InlineData("nope('x') == ''", "no nope")]
    [InlineData("tolower('x' == ''", "the argument of 'tolower' is not closed")]
    public void What_is_no_expression_is_a_problem(string text, params string[] causes)
    {
        Assert.False(Expression.TryParse(text, Names.Any, out _, out var problem));

        Assert.Contains(causes, cause => problem.Cause.Contains(cause, StringComparison.Ordinal));
    }

    [Fact]
    public void R57_an_expression_is_bounded_in_length_depth_and_number_of_parts()
    {
        foreach (var text in (string[])[
            new string('(', 40) + "true" + new string(')', 40), new string('!', 9_000) + "true", string.Join(" || ", Enumerable.Repeat("true", 600)),
            string.Concat(Enumerable.Repeat("tolower(", 40)) + "'a'" + new string(')', 40) + " == 'a'", $"'{new string('a', 9_000)}' == ''",
            "'" + string.Concat(Enumerable.Repeat("%{PATH}x", 400)) + "' == ''"])
        {
            Assert.False(Expression.TryParse(text, Names.Any, out _, out _));
        }
    }

    [Theory]
    [InlineData("'%{LONG}%{LONG}%{LONG}' == ''")]
    [InlineData("! '%{LONG}%{LONG}%{LONG}' == ''")]
    [InlineData("escape(%{SPACES}) == ''")]
    [InlineData("%{LONG} =~ /^(a+)+\\1$/")]
    [InlineData("true && !(%{LONG} =~ /^(a+)+\\1$/)")]
    public void R29_R30_what_passes_a_limit_is_neither_true_nor_false(string text)
    {
        Assert.True(Expression.TryParse(text, Names.Any, out var expression, out var problem), problem.Cause);

        Assert.Equal(PatternAnswer.TimedOut, expression!.Test(Facts.Some, out _, out _));
    }

    [Theory]
    [InlineData("%{PATH}-%{double:x}-$1-%-%{", "/a-xx--%-%{")]
    [InlineData("a\\%{PATH}\\\\", "a%{PATH}\\")]
    [InlineData("'quotes' stay", "'quotes' stay")]
    [InlineData("", "")]
    public void A_text_holds_facts(string text, string made)
    {
        Assert.Null(ExpressionText.ProblemOf(text, Names.Any));

        Assert.Equal(made, ExpressionText.Parse(text).Expand(Facts.Some));
    }

    [Fact]
    public void A_text_that_is_too_long_is_none()
    {
        Assert.Null(ExpressionText.Parse("%{LONG}%{LONG}%{LONG}").Expand(Facts.Some));
        Assert.NotNull(ExpressionText.ProblemOf("%{NOPE}", Names.Any));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "*", true)]
    [InlineData("a", "", false)]
    [InlineData("abc", "a*c", true)]
    [InlineData("abc", "a?c", true)]
    [InlineData("abcbc", "a*bc", true)]
    [InlineData("abcb", "a*bc", false)]
    [InlineData("abc", "***", true)]
    [InlineData("abc", "ABC", true)]
    public void A_wildcard_matches_the_whole_text(string text, string pattern, bool matches) => Assert.Equal(matches, Wildcard.IsMatch(text, pattern, ignoreCase: true));

    [Fact]
    public void A_wildcard_takes_no_exponential_time()
    {
        var watch = Stopwatch.StartNew();

        Assert.False(Wildcard.IsMatch(new string('a', 5_000), string.Concat(Enumerable.Repeat("*a", 50)) + "b", ignoreCase: false));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2_000);
    }

    private sealed class Facts : IExpressionFacts
    {
        public static readonly Facts Some = new();

        public string? Variable(string name) => name switch
        {
            "PATH" => "/a",
            "CLIENT" or "REMOTE_ADDR" => "10.1.2.3",
            "LONG" => new string('a', 4_000) + "!",
            "SPACES" => new string(' ', 4_000),
            _ => null,
        };

        public string? Function(string name, string argument) => name == "double" ? argument + argument : null;
    }

    private sealed class Names : IExpressionNames
    {
        public static readonly Names Any = new();

        public (string Cause, string Remedy)? WhyNotVariable(string name) => name == "NOPE" ? ("no NOPE", "none") : null;

        public (string Cause, string Remedy)? WhyNotFunction(string name) => name == "nope" ? ("no nope", "none") : null;
    }
}
