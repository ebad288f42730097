namespace System.Management.Automation;

/// <summary>What a <see cref="PSObject"/> wraps that has only members of its own.</summary>
public class PSCustomObject
{
    internal static readonly PSCustomObject SelfInstance = new();

    private PSCustomObject()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Empty;
}
