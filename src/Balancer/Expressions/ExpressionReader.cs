using System.Buffers;
using System.Net;
using System.Text;

namespace Balancing.Expressions;

/// <summary>Reads httpd's expressions (util_expr_parse.y, util_expr_scan.l). Bounded in length, depth and number of parts (R57).</summary>
internal sealed class ExpressionReader(string text, IExpressionNames? names)
{
    private const int DeepestNesting = 32;
    private const int MostParts = 512;

    private static readonly SearchValues<char> RegexSeparators = SearchValues.Create("/#$%^|?!'\",;:._-");
    private static readonly string[] FileTests = ["-d", "-e", "-f", "-s", "-L", "-h", "-x", "-F", "-U", "-A"];

    private int _at;
    private int _depth;
    private int _parts;

    /// <summary>Reads a whole expression.</summary>
    public ExpressionNode ReadAll()
    {
        var node = ReadOr();
        SkipBlanks();
        return _at == text.Length ? node : throw Wrong($"'{Here()}' does not belong there");
    }

    /// <summary>Reads a whole text with <c>%{VAR}</c> in it, as it stands after <c>expr=</c> in a value.</summary>
    public ExpressionWord ReadText() => ReadParts(end: '\0');

    private ExpressionNode ReadOr()
    {
        Enter();
        var node = ReadAnd();
        while (TakeWord("||") || TakeWord("or")) node = new AnyNode(node, ReadAnd());
        _depth--;
        return node;
    }

    private ExpressionNode ReadAnd()
    {
        var node = ReadNot();
        while (TakeWord("&&") || TakeWord("and")) node = new AllNode(node, ReadNot());
        return node;
    }

    private ExpressionNode ReadNot()
    {
        var negated = false;
        for (Enter(); TakeWord("!") || TakeWord("not"); negated = !negated)
        {
        }

        var node = ReadTest();
        _depth--;
        return negated ? new NotNode(node) : node;
    }

    private ExpressionNode ReadTest()
    {
        if (TakeWord("("))
        {
            var inner = ReadOr();
            return TakeWord(")") ? inner : throw Wrong("a parenthesis is not closed");
        }

        if (TakeWord("true")) return new ConstantNode(true);
        if (TakeWord("false")) return new ConstantNode(false);
        return Peek() == '-' ? ReadUnary() : ReadComparison(ReadWord());
    }

    private ExpressionNode ReadUnary()
    {
        var name = TakeName(1);
        if (FileTests.Contains(name)) throw Wrong($"'{name}' looks at files, which no expression does here (R57)");
        return name switch
        {
            "-n" => new LengthNode(ReadWord(), wantsEmpty: false),
            "-z" => new LengthNode(ReadWord(), wantsEmpty: true),
            "-T" => new TruthNode(ReadWord()),
            "-R" => new NetworkNode(new VariableWord("REMOTE_ADDR", null), ReadNetwork()),
            _ => throw Wrong($"'{name}' is no test"),
        };
    }

    private ExpressionNode ReadComparison(ExpressionWord left)
    {
        SkipBlanks();
        var name = Peek() is '=' or '!' or '<' or '>' ? TakeSign() : TakeName(Peek() == '-' ? 1 : 0);
        switch (name)
        {
            case "=~" or "!~":
                var match = new MatchNode(left, ReadRegex());
                return name == "=~" ? match : new NotNode(match);
            case "in" or "-in":
                return new ListNode(left, ReadList());
            case "-ipmatch":
                return new NetworkNode(left, ReadNetwork());
            case "-strmatch" or "-strcmatch" or "-fnmatch":
                return new WildcardNode(left, ReadWord(), ignoreCase: name == "-strcmatch", stop: name == "-fnmatch" ? '/' : '\0');
            default:
                return Comparing.Of(name) is { } comparison
                    ? new CompareNode(left, ReadWord(), comparison, numbers: name[0] == '-' || char.IsAsciiLetter(name[0]))
                    : throw Wrong(name.Length == 0 ? $"a comparison is missing before '{Here()}'" : $"'{name}' is no comparison");
        }
    }

    private List<ExpressionWord> ReadList()
    {
        if (!TakeWord("{")) throw Wrong("a list in braces must follow, as in {'a', 'b'}");
        var words = new List<ExpressionWord>();
        do words.Add(ReadWord());
        while (TakeWord(","));
        return TakeWord("}") ? words : throw Wrong("a list is not closed");
    }

    private IPNetwork ReadNetwork()
    {
        var word = ReadWord() is LiteralWord literal ? literal.Text : throw Wrong("a network is a literal text");
        var full = word.Contains('/', StringComparison.Ordinal) ? word : word + (word.Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
        return IPNetwork.TryParse(full, out var network) ? network : throw Wrong($"'{word}' is no address and no network such as 10.0.0.0/8");
    }

    private PathPattern ReadRegex()
    {
        SkipBlanks();
        if (Peek() == 'm') _at++;
        var separator = Peek();
        if (!RegexSeparators.Contains(separator) || (separator != '/' && text[_at - 1] != 'm'))
            throw Wrong("a regular expression must follow, as in /pattern/ or m#pattern#");
        var end = text.IndexOf(separator, _at + 1);
        if (end < 0) throw Wrong("a regular expression is not closed");
        var pattern = text[(_at + 1)..end];
        for (_at = end + 1; Peek() is 'i' or 's'; _at++)
        {
        }

        if (char.IsAsciiLetter(Peek())) throw Wrong($"the flag '{Peek()}' of a regular expression is not known");
        var ignoreCase = text.AsSpan(end, _at - end).Contains('i');
        return PathPattern.TryCreate(pattern, ignoreCase, out var made, out var problem) ? made! : throw Wrong($"'{pattern}' is no regular expression: {problem.TrimEnd('.')}");
    }

    private ExpressionWord ReadWord()
    {
        Enter();
        var word = ReadOneWord();
        while (TakeWord(".")) word = new JoinedWord([word, ReadOneWord()]);
        _depth--;
        return word;
    }

    private ExpressionWord ReadOneWord()
    {
        SkipBlanks();
        var c = Peek();
        if (c is '\'' or '"')
        {
            _at++;
            return ReadParts(c);
        }

        if (c is '%' or '$' && TryReference() is { } reference) return reference;
        var start = _at;
        if (char.IsAsciiDigit(c))
        {
            while (char.IsAsciiDigit(Peek())) _at++;
            return new LiteralWord(text[start.._at]);
        }

        var function = TakeName(0);
        if (function.Length == 0) throw Wrong(_at == text.Length ? "it ends too early" : $"a text in quotes, a number, %{{VARIABLE}} or a function is missing before '{Here()}'");
        if (!TakeWord("(")) throw Wrong($"'{function}' is neither in quotes nor a function");
        var argument = ReadWord();
        return TakeWord(")") ? Function(function, argument) : throw Wrong($"the argument of '{function}' is not closed");
    }

    // Up to the quote that ends it, or to the end of everything.
    private ExpressionWord ReadParts(char end)
    {
        var parts = new List<ExpressionWord>();
        var literal = new StringBuilder();
        while (_at < text.Length && (end == '\0' || text[_at] != end))
        {
            if (text[_at] is '%' or '$' && TryReference() is { } reference)
            {
                Flush(parts, literal);
                parts.Add(reference);
                continue;
            }

            if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
            literal.Append(text[_at++]);
        }

        if (end != '\0' && _at++ == text.Length) throw Wrong("a quote is not closed");
        Flush(parts, literal);
        return parts switch { [] => new LiteralWord(""), [var only] => only, _ => new JoinedWord(parts) };
    }

    private void Flush(List<ExpressionWord> parts, StringBuilder literal)
    {
        if (literal.Length == 0) return;
        Count();
        parts.Add(new LiteralWord(literal.ToString()));
        literal.Clear();
    }

    private ExpressionWord? TryReference()
    {
        var next = _at + 1 < text.Length ? text[_at + 1] : '\0';
        if (text[_at] == '$')
        {
            if (!char.IsAsciiDigit(next)) return null;
            Count();
            _at += 2;
            return new CaptureWord(next - '0');
        }

        var close = next == '{' ? text.IndexOf('}', _at) : -1;
        if (close < 0) return null;
        var name = VariableName.Parse(text[(_at + 2)..close]);
        _at = close + 1;
        if (name.Argument is { } argument) return Function(name.Name, new LiteralWord(argument));
        Count();
        if (names?.WhyNotVariable(name.Name) is var (cause, remedy)) throw new ExpressionException(cause, remedy);
        return new VariableWord(name.Name, null);
    }

    private ExpressionWord Function(string name, ExpressionWord argument)
    {
        Count();
        var lower = name.ToLowerInvariant();
        if (PureFunctions.Of(lower) is { } pure) return new PureWord(pure, argument);
        if (names?.WhyNotFunction(lower) is var (cause, remedy)) throw new ExpressionException(cause, remedy);
        return new VariableWord(lower, argument);
    }

    private bool TakeWord(string word)
    {
        SkipBlanks();
        if (!text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal)) return false;
        var end = _at + word.Length;
        if (char.IsAsciiLetter(word[0]) && end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) return false;
        if (word == "!" && end < text.Length && text[end] is '=' or '~') return false;
        _at = end;
        return true;
    }

    private string TakeName(int prefix)
    {
        var start = _at;
        for (_at += prefix; char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_'; _at++)
        {
        }

        return text[start.._at];
    }

    private string TakeSign()
    {
        var start = _at;
        while (Peek() is '=' or '!' or '<' or '>' or '~' && _at - start < 2) _at++;
        return text[start.._at];
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t') _at++;
    }

    private void Enter()
    {
        if (++_depth > DeepestNesting) throw Wrong($"it is nested deeper than {DeepestNesting} levels");
        Count();
    }

    private void Count()
    {
        if (++_parts > MostParts) throw Wrong($"it has more than {MostParts} parts");
    }

    private string Here() => text.Length - _at <= 20 ? text[_at..] : string.Concat(text.AsSpan(_at, 20), "...");

    private static ExpressionException Wrong(string cause) => new(cause, "Correct the expression");
}
