using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lays objects out as lists of properties.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
[OutputType(typeof(FormatStartData), typeof(GroupStartData), typeof(FormatEntryData), typeof(GroupEndData),
    typeof(FormatEndData))]
internal sealed class FormatListCommand : FormatCommandBase
{
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    private protected override ViewShape Shape => ViewShape.List;

    private protected override FormatOptions Options()
    {
        RefuseViewWithProperty(Property);
        bool excluding = ExcludeProperty is { Length: > 0 } && Property is not { Length: > 0 };
        return new FormatOptions
        {
            Properties = Properties(excluding ? ["*"] : Property, "Name", "FormatString"),
            Excluded = Patterns(ExcludeProperty),
            GroupBy = GroupProperty(),
            ViewName = View,
            Force = Force,
            Expand = Expand,
        };
    }
}
