using System;

namespace Panthor.Driver.Sync;

/// <summary>How <see cref="DrmExec"/> locks.</summary>
[Flags]
public enum DrmExecOptions
{
    /// <summary>Uninterruptible; an object that is given twice is an error.</summary>
    None = 0,

    /// <summary>A signal to the task ends a wait (<c>DRM_EXEC_INTERRUPTIBLE_WAIT</c>).</summary>
    InterruptibleWait = 1,

    /// <summary>An object that is locked already is skipped (<c>DRM_EXEC_IGNORE_DUPLICATES</c>).</summary>
    IgnoreDuplicates = 2,
}
