namespace Panthor.Kernel.Tests.Tidy;

/// <summary>Something in an assembly that the house style bans.</summary>
/// <param name="Rule">What is banned: "System.Random", "static field".</param>
/// <param name="Where">The method or type.</param>
internal sealed record Violation(string Rule, string Where);
