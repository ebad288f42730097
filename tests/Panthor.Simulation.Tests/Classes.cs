namespace Panthor.Kernel.Tests;

/// <summary>Lock classes for the tests.</summary>
internal static class Classes
{
    internal static readonly LockClass A = new("a");
    internal static readonly LockClass B = new("b");
    internal static readonly LockClass C = new("c");
}
