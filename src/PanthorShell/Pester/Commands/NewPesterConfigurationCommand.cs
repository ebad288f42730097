using System.Collections;
using System.Management.Automation;

namespace Pester;

/// <summary>Makes a configuration, perhaps from a table.</summary>
[Cmdlet(VerbsCommon.New, "PesterConfiguration")]
[OutputType(typeof(PesterConfiguration))]
internal sealed class NewPesterConfigurationCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public IDictionary? Hashtable { get; set; }

    protected override void ProcessRecord()
    {
        var configuration = new PesterConfiguration();
        if (Hashtable is not null) Apply(PSObject.AsPSObject(configuration), Hashtable);
        WriteObject(configuration);
    }

    private static void Apply(PSObject target, IDictionary values)
    {
        foreach (DictionaryEntry entry in values)
        {
            string name = entry.Key.ToString()!;
            PSPropertyInfo property = target.Properties[name]
                ?? throw new PSArgumentException($"The configuration has no section or setting {name}.");
            object? value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            if (value is IDictionary inner) Apply(PSObject.AsPSObject(property.Value!), inner);
            else property.Value = value;
        }
    }
}
