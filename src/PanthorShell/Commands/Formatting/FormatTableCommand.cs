using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lays objects out as a table.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
[OutputType(typeof(FormatStartData), typeof(GroupStartData), typeof(FormatEntryData), typeof(GroupEndData),
    typeof(FormatEndData))]
internal sealed class FormatTableCommand : FormatCommandBase
{
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    [Parameter]
    public SwitchParameter AutoSize { get; set; }

    [Parameter]
    public SwitchParameter RepeatHeader { get; set; }

    [Parameter]
    public SwitchParameter HideTableHeaders { get; set; }

    [Parameter]
    public SwitchParameter Wrap { get; set; }

    private protected override ViewShape Shape => ViewShape.Table;

    private protected override FormatOptions Options()
    {
        RefuseViewWithProperty(Property);
        bool excluding = ExcludeProperty is { Length: > 0 } && Property is not { Length: > 0 };
        return new FormatOptions
        {
            Properties = Properties(
                excluding ? ["*"] : Property, "Name", "Width", "Alignment", "FormatString"),
            Excluded = Patterns(ExcludeProperty),
            GroupBy = GroupProperty(),
            ViewName = View,
            AutoSize = MyInvocation.BoundParameters.ContainsKey(nameof(AutoSize)) ? AutoSize.ToBool() : null,
            HideHeaders = MyInvocation.BoundParameters.ContainsKey(nameof(HideTableHeaders))
                ? HideTableHeaders.ToBool() : null,
            Wrap = MyInvocation.BoundParameters.ContainsKey(nameof(Wrap)) ? Wrap.ToBool() : null,
            Force = Force,
            Expand = Expand,
        };
    }
}
