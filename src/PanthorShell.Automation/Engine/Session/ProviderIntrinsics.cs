namespace System.Management.Automation;

/// <summary>Items of the drives.</summary>
public sealed class ProviderIntrinsics
{
    internal ProviderIntrinsics(ExecutionContext context)
    {
        Item = new ItemCmdletProviderIntrinsics(context);
    }

    /// <summary>Single items.</summary>
    public ItemCmdletProviderIntrinsics Item { get; }
}
