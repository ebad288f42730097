using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets the loaded modules, or those that could be loaded.</summary>
[Cmdlet(VerbsCommon.Get, "Module", DefaultParameterSetName = "Loaded")]
[OutputType(typeof(PSModuleInfo))]
internal sealed class GetModuleCommand : ModuleCommandBase
{
    [Parameter(ParameterSetName = "Loaded", Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = "Available", Position = 0, ValueFromPipeline = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter All { get; set; }

    [Parameter(ParameterSetName = "Available", Mandatory = true)]
    public SwitchParameter ListAvailable { get; set; }

    [Parameter(ParameterSetName = "Available")]
    public SwitchParameter Refresh { get; set; }

    protected override void ProcessRecord()
    {
        if (ListAvailable)
        {
            foreach (string path in Context.Modules.AllOnPath())
            {
                string name = System.IO.Path.GetFileNameWithoutExtension(path);
                if (Name.Any(pattern => Like(name, pattern))) WriteObject(ManifestReader.Describe(Context, path));
            }

            return;
        }

        foreach (string pattern in Name)
        {
            foreach (PSModuleInfo module in Loaded(pattern)) WriteObject(module);
        }
    }
}
