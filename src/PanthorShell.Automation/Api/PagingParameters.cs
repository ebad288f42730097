namespace System.Management.Automation;

/// <summary>The parameters of a command that supports paging.</summary>
public sealed class PagingParameters
{
    internal PagingParameters()
    {
    }

    /// <summary>Whether to tell the total number.</summary>
    [Parameter]
    public SwitchParameter IncludeTotalCount { get; set; }

    /// <summary>How many objects to leave out.</summary>
    [Parameter]
    public ulong Skip { get; set; }

    /// <summary>How many objects to write.</summary>
    [Parameter]
    public ulong First { get; set; } = ulong.MaxValue;

    /// <summary>An object that tells the total number.</summary>
    public PSObject NewTotalCount(ulong totalCount, double accuracy)
    {
        PSObject result = new(totalCount);
        result.Properties.Add(new PSNoteProperty("Accuracy", accuracy));
        return result;
    }
}
