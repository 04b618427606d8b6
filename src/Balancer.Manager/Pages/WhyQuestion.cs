namespace Balancing.Manager.Pages;

/// <summary>A question of the why box, as it was typed.</summary>
/// <param name="B">Key of a balancer, or name of a site.</param>
/// <param name="Method">Method of the request.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Host">Its Host field; empty for none.</param>
/// <param name="Cookies">Its Cookie field; empty for none.</param>
/// <param name="Fields">More fields, <c>Name: value</c>, one per line.</param>
internal sealed record WhyQuestion(string B = "", string Method = "GET", string Path = "/", string Host = "", string Cookies = "", string Fields = "");
