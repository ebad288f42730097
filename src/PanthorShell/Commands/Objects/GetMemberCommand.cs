using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lists the members of objects, one list a type.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
internal sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private bool _anyInput;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Alias("Type")]
    [Parameter]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public PSMemberViewTypes View { get; set; } = PSMemberViewTypes.Adapted | PSMemberViewTypes.Extended;

    [Parameter]
    public SwitchParameter Static { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;

        _anyInput = true;
        string typeName = TypeName(InputObject);
        if (!_seen.Add(typeName)) return;

        var definitions = new List<MemberDefinition>();
        foreach (PSMemberInfo member in Members(InputObject))
        {
            if ((member.MemberType & MemberType) == 0) continue;
            if (!Force && member is PSMethodInfo && IsSpecial(member.Name)) continue;
            if (!Name.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)
                .IsMatch(member.Name))) continue;
            definitions.Add(new MemberDefinition(typeName, member.Name, member.MemberType, member.ToString()!));
        }

        // Sorted by kind, then by name, as PowerShell does.
        foreach (MemberDefinition definition in definitions
            .OrderBy(definition => definition.MemberType.ToString(), StringComparer.OrdinalIgnoreCase)
            .ThenBy(definition => definition.Name, StringComparer.OrdinalIgnoreCase))
            WriteObject(definition);
    }

    protected override void EndProcessing()
    {
        if (_anyInput) return;

        WriteError(new ErrorRecord(
            new InvalidOperationException("You must specify an object for the Get-Member cmdlet."),
            "NoObjectInGetMember",
            ErrorCategory.CloseError,
            null));
    }

    private IEnumerable<PSMemberInfo> Members(PSObject target)
    {
        if (Static) throw Refusal.Of(this, "Get-Member -Static");
        return target.Members.Where(member => member is not PSMemberSet || Force);
    }

    private static bool IsSpecial(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)
        || name.StartsWith("add_", StringComparison.Ordinal) || name.StartsWith("remove_", StringComparison.Ordinal)
        || name.StartsWith("op_", StringComparison.Ordinal);

    private static string TypeName(PSObject target) => target.TypeNames.Count > 0 ? target.TypeNames[0]
        : "System.Object";
}
