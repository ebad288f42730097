using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lays objects out by a custom view, or as a tree of their properties.</summary>
[Cmdlet(VerbsCommon.Format, "Custom")]
[OutputType(typeof(FormatStartData), typeof(GroupStartData), typeof(FormatEntryData), typeof(GroupEndData),
    typeof(FormatEndData))]
internal sealed class FormatCustomCommand : FormatCommandBase
{
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 5;

    private protected override ViewShape Shape => ViewShape.Custom;

    private protected override FormatOptions Options()
    {
        RefuseViewWithProperty(Property);
        return new FormatOptions
        {
            Properties = Properties(Property, "Name", "Depth"),
            GroupBy = GroupProperty(),
            ViewName = View,
            Depth = Depth,
            Force = Force,
            Expand = Expand,
        };
    }
}
