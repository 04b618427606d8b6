namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>What a scenario is mostly about. Every scenario has a little of everything.</summary>
public enum Emphasis
{
    /// <summary>Methods, factors, sets, standbys, spares, flags; requests held open.</summary>
    Elections,

    /// <summary>Members that stop and start, statuses that count as failure, attempts.</summary>
    Failures,

    /// <summary>Routes, redirects, cookies and path parameters.</summary>
    Sessions,

    /// <summary>Prefixes, patterns, exclusions, locations, spellings of paths.</summary>
    Mapping,

    /// <summary>Request headers, bodies, rules that change them.</summary>
    Requests,

    /// <summary>Redirects, cookies and headers of answers, and what is turned back.</summary>
    Answers,

    /// <summary>Rewrite rules, their conditions, and variables.</summary>
    Rewrites,

    /// <summary>Location sections: who may pass, and settings for a part of the site.</summary>
    Sections,

    /// <summary>Virtual hosts, and what they inherit.</summary>
    Hosts,
}
