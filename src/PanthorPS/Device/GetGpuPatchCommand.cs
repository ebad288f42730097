using System.Linq;
using System.Management.Automation;
using Panthor.Driver.Patches;

namespace PanthorPS;

/// <summary>Lists the patches of the driver's history that a device can be made without.</summary>
/// <remarks>
/// A patch changes the driver only: what goes wrong without it follows from the hardware and the kernel. Those with
/// IsUpstream false are not in Linux 7.2: this project found what they fix.
/// </remarks>
/// <example>
/// <code>Get-GpuPatch | Format-List</code>
/// Tells what each patch fixes, and what is seen without it.
/// </example>
/// <example>
/// <code>New-GpuDevice -Without (Get-GpuPatch | Where-Object IsUpstream -eq $false).Name</code>
/// Creates a device whose driver is exactly that of Linux 7.2, with the defects that this project found in it.
/// </example>
/// <seealso cref="NewGpuDeviceCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuPatch")]
[OutputType(typeof(DriverPatch))]
public sealed class GetGpuPatchCommand : GpuCmdlet
{
    /// <summary>Names of the patches; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(PatchCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    private protected override void Begin()
    {
        foreach (string name in Name)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            DriverPatch[] patches = [.. PatchCatalogue.All.Where(patch => pattern.IsMatch(patch.Name))];
            if (patches.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.OfUsage(
                    "GpuPatchNotFound",
                    ErrorCategory.ObjectNotFound,
                    $"There is no patch '{name}'.",
                    name,
                    "Get-GpuPatch without a name lists all."));
            }

            WriteObject(patches, true);
        }
    }
}
