using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Joins the parts of a path.</summary>
[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
internal sealed class JoinPathCommand : PSCmdlet
{
    [Alias("PSPath")]
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? ChildPath { get; set; }

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? AdditionalChildPath { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path!)
        {
            string joined = path;
            foreach (string part in ChildPath ?? []) joined = Combine(joined, part);
            foreach (string part in AdditionalChildPath ?? []) joined = Combine(joined, part);
            if (!Resolve)
            {
                WriteObject(joined);
                continue;
            }

            foreach (string match in FilePaths.Resolve(this, [joined], literal: false)) WriteObject(match);
        }
    }

    private static string Combine(string parent, string child)
    {
        char separator = System.IO.Path.DirectorySeparatorChar;
        parent = parent.Replace('\\', separator).Replace('/', separator);
        child = (child ?? "").Replace('\\', separator).Replace('/', separator);
        if (parent.Length == 0) return child;
        return parent.TrimEnd(separator) + separator + child.TrimStart(separator);
    }
}
