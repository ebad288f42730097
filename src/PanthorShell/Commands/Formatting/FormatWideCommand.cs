using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Shows one property an object, several a line.</summary>
[Cmdlet(VerbsCommon.Format, "Wide")]
[OutputType(typeof(FormatStartData), typeof(GroupStartData), typeof(FormatEntryData), typeof(GroupEndData),
    typeof(FormatEndData))]
internal sealed class FormatWideCommand : FormatCommandBase
{
    [Parameter(Position = 0)]
    public object? Property { get; set; }

    [Parameter]
    public SwitchParameter AutoSize { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Column { get; set; }

    private protected override ViewShape Shape => ViewShape.Wide;

    private protected override FormatOptions Options()
    {
        object[]? property = Property is null ? null : [Property];
        RefuseViewWithProperty(property);
        return new FormatOptions
        {
            Properties = Properties(property, "Name", "FormatString"),
            GroupBy = GroupProperty(),
            ViewName = View,
            AutoSize = MyInvocation.BoundParameters.ContainsKey(nameof(AutoSize)) ? AutoSize.ToBool() : null,
            Columns = Column,
            Force = Force,
            Expand = Expand,
        };
    }
}
