namespace PanthorPS;

/// <summary>Whether a VM can be used.</summary>
public enum GpuVmState
{
    /// <summary>Binds and jobs are accepted.</summary>
    Usable,

    /// <summary>An operation failed half way; only unmaps and destruction are left.</summary>
    Unusable,

    /// <summary>It was destroyed.</summary>
    Destroyed,
}
