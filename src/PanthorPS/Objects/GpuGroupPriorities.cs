using System;
using System.Collections.Generic;

namespace PanthorPS;

/// <summary>Which priorities a client's groups may have (drm_panthor_group_priorities_info). A snapshot.</summary>
public sealed class GpuGroupPriorities
{
    private static readonly string[] s_names = ["Low", "Medium", "High", "RealTime"];

    internal GpuGroupPriorities(IReadOnlyDictionary<string, object> fields)
    {
        AllowedMask = (byte)fields["allowed_mask"];
    }

    /// <summary>A bit a priority, Low first (allowed_mask).</summary>
    public byte AllowedMask { get; }

    /// <summary>The priorities' names, the lowest first.</summary>
    public IReadOnlyList<string> Allowed => Array.FindAll(s_names, name => IsAllowed(Array.IndexOf(s_names, name)));

    private bool IsAllowed(int priority) => (AllowedMask >> priority & 1) != 0;
}
