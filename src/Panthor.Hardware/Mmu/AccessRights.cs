using System;
using System.Runtime.CompilerServices;

namespace Panthor.Hardware;

/// <summary>Accesses that a translation allows: bit n for the <see cref="AccessKind"/> of value n.</summary>
[Flags]
internal enum AccessRights : byte
{
    None = 0,
    Atomic = 1 << AccessKind.Atomic,
    Execute = 1 << AccessKind.Execute,
    Read = 1 << AccessKind.Read,
    Write = 1 << AccessKind.Write,
}

/// <summary>Helpers for <see cref="AccessRights"/>.</summary>
internal static class AccessRightsExtensions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allow(this AccessRights rights, AccessKind kind) => ((int)rights >> (int)kind & 1) != 0;
}
