namespace System.Management.Automation;

/// <summary>Kept for the shape of the API; transactions do not exist.</summary>
public sealed class PSTransactionContext : IDisposable
{
    internal PSTransactionContext()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
