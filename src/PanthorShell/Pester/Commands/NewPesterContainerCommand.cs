using System.Collections;
using System.IO;
using System.Management.Automation;

namespace Pester;

/// <summary>A file or script block to run with data.</summary>
[Cmdlet(VerbsCommon.New, "PesterContainer")]
[OutputType(typeof(Container))]
internal sealed class NewPesterContainerCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "ScriptBlock")]
    public ScriptBlock[] ScriptBlock { get; set; } = [];

    [Parameter]
    public IDictionary[] Data { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (IDictionary? data in Data.Length > 0 ? Data : new IDictionary?[] { null })
        {
            foreach (string path in Path)
            {
                string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
                WriteObject(new Container { Item = new FileInfo(file), Data = data });
            }

            foreach (ScriptBlock block in ScriptBlock) WriteObject(new Container { Item = block, Data = data });
        }
    }
}
