using System.Text.Json.Nodes;
using static Balancing.Manager.Programs.Schema;

namespace Balancing.Manager.Programs;

/// <summary>What requests and answers look like.</summary>
internal static class ApiSchemas
{
    /// <summary>All of them, by name.</summary>
    public static JsonObject All() => new()
    {
        ["Index"] = Index(),
        ["Balancers"] = Object("All balancers", ("at", Moment("When it was looked at")), ("balancers", List("In order of declaration", Ref("BalancerHead")))),
        ["BalancerHead"] = Object("A balancer in short", Head()),
        ["Balancer"] = Object("A balancer", [.. Head(), .. Rest()]),
        ["BalancerSettings"] = Object("What an edit can set", ApiField.OfBalancer.Select(f => (f.Name, Of(f, isAnswer: true)))),
        ["Member"] = MemberSchemas.Member(),
        ["MemberSettings"] = Object("What an edit can set", ApiField.OfMember.Select(f => (f.Name, Of(f, isAnswer: true)))),
        ["Change"] = Change(),
        ["JournalEntry"] = Entry(),
        ["Journal"] = Object("The latest changes, the newest first", ("balancer", Text("Its key")), ("entries", List("The entries", Ref("JournalEntry")))),
        ["Drain"] = Drain(),
        ["Drains"] = Object("Drainings that run, and how the latest ended", ("balancer", Text("Its key")), ("drains", List("The drainings", Ref("Drain")))),
        ["EditResult"] = Object(
            "What became of edits", ("applied", Flag("True when they are in force")), ("revision", Count("The revision in force")),
            ("entry", OrNull(Ref("JournalEntry"))), ("notSaved", OrNull(Ref("Problem")))),
        ["EditPreview"] = Preview(),
        ["Decision"] = Decision(),
        ["Problem"] = Object(
            "One thing that is wrong", ("place", Text("Where")), ("cause", Text("What is wrong")), ("remedy", Text("How to put it right")),
            ("httpdWord", Text("httpd's word, or empty"))),
        ["Refusal"] = Object(
            "A refusal (RFC 9457); nothing was changed", ("title", Text("What is refused")), ("status", Count("The status code")),
            ("problems", List("All that is wrong", Ref("Problem"))), ("revision?", Count("409: the revision in force")),
            ("since?", List("409: what has changed since, the oldest first", Ref("JournalEntry")))),
        ["EditsRequest"] = EditsRequest(),
        ["UndoRequest"] = Object("Which entry of the journal to take back", ("entry", Count("Its number")), ("dryRun?", Flag("Only tell what it would do"))),
        ["DrainRequest"] = Object(
            "Which members to drain", ("members", Members()), ("deadlineSeconds?", OrNull(Seconds("How long to wait; for ever without it, at most 7 days")))),
        ["MembersRequest"] = Object("Which members", ("members", Members())),
        ["ExplainRequest"] = ExplainRequest(),
    };

    private static JsonObject Index() => Object(
        "Who asks, and what there is", ("at", Moment("When it was looked at")), ("user", Text("Who is logged in; empty for nobody")),
        ("client", OrNull(Text("Address of whoever asks"))),
        ("permissions", List("What whoever asks may do", Choice("A permission", ApiNames.AllFlags<ManagerPermissions>()))),
        ("token", Text("To be sent in the field X-Balancer-Nonce of every POST")), ("balancers", List("Keys of the balancers", Text("A key"))),
        ("sites", List("Names of the sites", Text("A name"))), ("links", Links("self", "balancers", "openapi", "xml", "page")));

    private static JsonObject Links(params string[] names) => Object("Paths from the root of the server", names.Select(n => (n, Text("A path"))));

    private static (string, JsonObject)[] Head() =>
    [
        ("key", Text("What names it: its name, and @site when only one site knows it")), ("name", Text("Its name")),
        ("revision", Count("Grows with every change by hand, by reload or by draining")), ("paths", List("Where it is mapped", Text("site -> path"))),
        ("memberCount", Count("Members")), ("usableCount", Count("Members that take requests")), ("maxMembers", Count("Members with all room to grow")),
        ("waiting", Count("Requests that wait for a member")), ("panics", Flag("True when so few members are usable that errors are ignored")),
        ("retriesLeft", OrNull(Count("Second attempts that the retry budget can pay for; null without one"))),
        ("driftCount", Count("Values that are otherwise than configured")), ("links", Links("self", "journal", "drains", "page")),
    ];

    private static (string, JsonObject)[] Rest() =>
    [
        ("settings", Ref("BalancerSettings")), ("lbMethods", List("Methods that lbMethod can name", Text("A method"))),
        ("configured", Object(
            "What only the configuration can set", ("effectiveMaxAttempts", Count("Attempts after the first")),
            ("failOnStatus", List("Statuses that put a member in error", Count("A status"))), ("failOnTimeout", Flag("A timeout does, too")),
            ("forceRecovery", Flag("All are tried again when all are in error")), ("growth", Count("Members that may be added")),
            ("persist", Flag("Edits survive a restart")), ("waitLimit", Count("Most requests that wait")))),
        ("drift", List("What is in force otherwise than configured: before is configured, after is in force", Ref("Change"))),
        ("members", List("In order of declaration", Ref("Member"))),
    ];

    private static JsonObject Change() => Object(
        "One value that is, or would be, another", ("member", OrNull(Text("URL of the member; null for the balancer itself"))), ("setting", Text("Its name")),
        ("httpdWord", Text("httpd's word")), ("before", Text("As the form writes it; empty for none")), ("after", Text("As the form writes it; empty for none")));

    private static JsonObject Entry() => Object(
        "One change", ("id", Count("Number of the entry")), ("at", Moment("When")), ("who", Text("Who")), ("from", OrNull(Text("From where"))),
        ("kind", Choice("What kind of change", ApiNames.All<JournalKind>())), ("revision", Count("The revision that it made")),
        ("changes", List("What became what", Ref("Change"))), ("undoes", OrNull(Count("The entry that it takes back"))),
        ("undoneBy", OrNull(Count("The entry that took it back"))), ("canUndo", Flag("True when it can be taken back")), ("note", Text("More in words, or empty")));

    private static JsonObject Drain() => Object(
        "One draining", ("member", Text("URL of the member")), ("remaining", Count("Requests that are out")), ("elapsedSeconds", Seconds("Since the beginning")),
        ("leftSeconds", OrNull(Seconds("Until the deadline; null without one"))),
        ("end", OrNull(Choice("How it ended; null while it goes on", ApiNames.All<DrainEnd>()))),
        ("failure", OrNull(Text("Why it could not go on; null unless it failed"))), ("waiting", List("The oldest requests that are out", Text("One request"))));

    private static JsonObject Preview() => Object(
        "What edits would do", ("applied", Flag("Always false")), ("revision", Count("The revision in force")), ("changes", List("What would be another value", Ref("Change"))),
        ("decisions", Count("How many of the next requests were tried out")),
        ("shares", List("Who would get them", Object(
            "A member's part", ("member", Text("URL of the member")), ("before", OrNull(Count("Without the edits; null for a new member"))),
            ("after", OrNull(Count("With them; null for a member that is gone")))))),
        ("refusedBefore", Count("Requests nobody could take, without the edits")), ("refusedAfter", Count("With them")));

    private static JsonObject Decision() => Object(
        "Why a request goes where it goes", ("subject", Text("What decided")),
        ("steps", List("The steps, in order", Object(
            "A step", ("room", Text("Which part decided")), ("subject", Text("What it is about")), ("verdict", Text("What was found")), ("detail", Text("Why; may be empty"))))),
        ("member?", Text("URL of the member it would go to")), ("refusal?", Text("Why there is none")), ("status?", Count("Status code of the refusal")));

    private static JsonObject EditsRequest() => Object(
        "Edits that belong together: all are applied, or none", ("revision?", OrNull(Count("The revision that was looked at: edits are refused when it is another by now"))),
        ("dryRun?", Flag("Only tell what they would do")), ("edits", List("The edits", new JsonObject
        {
            ["anyOf"] = new JsonArray(
                Object("Changes a member", ("member", Text("Its URL")), ("set", Object("Values", ApiField.OfMember.Select(f => (f.Name + "?", Of(f, isAnswer: false)))))),
                Object("Changes the balancer", ("set", Object("Values", ApiField.OfBalancer.Select(f => (f.Name + "?", Of(f, isAnswer: false)))))),
                Object("Adds a member, disabled", ("add", Text("Its URL"))),
                Object("Takes a member away", ("remove", Text("Its URL")))),
        }, least: 1)));

    private static JsonObject ExplainRequest() => Object(
        "A request, as its client would send it", ("path", Text("Path and query, percent-encoded")), ("method?", OrNull(Text("Default: GET"))), ("host?", OrNull(Text("Host and port"))),
        ("scheme?", OrNull(Choice("Default: http", ["http", "https"]))), ("client?", OrNull(Text("Address it comes from. Default: that of whoever asks"))),
        ("cookies?", OrNull(Text("The Cookie field"))), ("fields?", OrNull(Fields())));

    private static JsonObject Fields() =>
        new() { ["type"] = "object", ["description"] = "More fields", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Members() => List("URLs of members", Text("A URL"), least: 1);
}
