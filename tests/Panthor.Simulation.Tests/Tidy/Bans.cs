using System;
using System.Collections.Generic;

namespace Panthor.Kernel.Tests.Tidy;

/// <summary>What the determinism rules ban.</summary>
internal static class Bans
{
    private static readonly string[] s_namespaces =
        ["System.Threading.Tasks", "System.Collections.Concurrent", "System.Threading.Channels", "System.Timers"];

    private static readonly HashSet<string> s_types =
    [
        "System.Random",
        "System.Diagnostics.Stopwatch",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.TimeProvider",
        "System.HashCode",
    ];

    /// <summary>In System.Threading everything is banned but what the compiler needs for events.</summary>
    private static readonly HashSet<string> s_allowedThreading = ["System.Threading.Interlocked"];

    private static readonly HashSet<string> s_members =
    [
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount",
        "System.Environment.get_TickCount64",
        "System.Environment.get_ProcessorCount",
        "System.Environment.get_MachineName",
        "System.Environment.GetEnvironmentVariable",
        "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
        "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode",
        "System.String.GetHashCode",
        "System.Globalization.CultureInfo.get_CurrentCulture",
        "System.Globalization.CultureInfo.get_CurrentUICulture",
        "System.Collections.Generic.Dictionary`2.GetEnumerator",
        "System.Collections.Generic.Dictionary`2.get_Keys",
        "System.Collections.Generic.Dictionary`2.get_Values",
        "System.Collections.Generic.HashSet`1.GetEnumerator",
        "System.Collections.Generic.HashSet`1.CopyTo",
        "System.Collections.Hashtable.GetEnumerator",
    ];

    /// <summary>The rule that a reference to a member breaks; null for none.</summary>
    /// <param name="type">The declaring type, without type arguments.</param>
    /// <param name="member">The name of the member.</param>
    /// <param name="user">The name of the method that uses it.</param>
    internal static string? OfMember(string type, string member, string user)
    {
        if (OfType(type) is { } rule)
        {
            return rule;
        }

        string name = $"{type}.{member}";
        if (name == "System.Object.GetHashCode")
        {
            // A hash code that is made of others is no decision; asking a plain object for its own is one.
            return user.EndsWith(".GetHashCode", StringComparison.Ordinal) ? null : name;
        }

        return s_members.Contains(name) ? name : null;
    }

    /// <summary>The rule that a reference to a type breaks; null for none.</summary>
    internal static string? OfType(string type)
    {
        int dot = type.LastIndexOf('.');
        string ns = dot < 0 ? "" : type[..dot];
        if (Array.IndexOf(s_namespaces, ns) >= 0)
        {
            return ns;
        }

        bool threading = ns == "System.Threading" && !s_allowedThreading.Contains(type);
        return threading || s_types.Contains(type) ? type : null;
    }
}
