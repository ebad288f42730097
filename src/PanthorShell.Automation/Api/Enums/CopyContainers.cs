namespace System.Management.Automation;

/// <summary>How containers are copied.</summary>
public enum CopyContainers
{
    /// <summary>Copy target container.</summary>
    CopyTargetContainer = 0,

    /// <summary>Copy children of target container.</summary>
    CopyChildrenOfTargetContainer = 1,
}
