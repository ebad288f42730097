using System;
using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Drops an object that equals the one before it.</summary>
[Cmdlet(VerbsCommon.Get, "Unique", DefaultParameterSetName = "AsString")]
internal sealed class GetUniqueCommand : PSCmdlet
{
    private PSObject? _last;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter AsString { get; set; }

    [Parameter(ParameterSetName = "UniqueByType")]
    public SwitchParameter OnType { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;

        bool unique = _last is null || !Same(_last, InputObject);
        if (!unique) return;

        WriteObject(InputObject);
        _last = InputObject;
    }

    private bool Same(PSObject last, PSObject next)
    {
        if (OnType) return last.TypeNames[0] == next.TypeNames[0];
        if (!AsString)
            return ObjectComparison.Compare(last, next, !CaseInsensitive, CultureInfo.CurrentCulture) == 0;
        StringComparison how = CaseInsensitive ? StringComparison.CurrentCultureIgnoreCase
            : StringComparison.CurrentCulture;
        return string.Equals(last.ToString(), next.ToString(), how);
    }
}
