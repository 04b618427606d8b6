namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>One difference.</summary>
/// <param name="Kind">A word that <c>explained.txt</c> uses too.</param>
/// <param name="Traits">What was done to the requests that it may come from.</param>
/// <param name="Detail">For the reader.</param>
/// <param name="IsNever">Wrong whatever the others do; no line explains it.</param>
internal sealed record Finding(string Kind, IReadOnlyList<string> Traits, string Detail, bool IsNever = false);
