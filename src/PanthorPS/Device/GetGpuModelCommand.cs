using System;
using System.Linq;
using System.Management.Automation;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>Lists the GPU models that a device can have.</summary>
/// <remarks>The values come from real chips; Format-List shows where they were published and what is assumed.</remarks>
/// <example>
/// <code>Get-GpuModel</code>
/// Lists all models.
/// </example>
/// <example>
/// <code>Get-GpuModel *Immortalis | Format-List</code>
/// Shows all that is known of some models.
/// </example>
/// <seealso cref="NewGpuDeviceCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuModel")]
[OutputType(typeof(GpuModelInfo))]
public sealed class GetGpuModelCommand : GpuCmdlet
{
    /// <summary>Names of the models; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    private protected override void Begin()
    {
        foreach (string name in Name)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            GpuModel[] models = [.. GpuModel.All.Where(model => pattern.IsMatch(model.Name))];
            if (models.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.OfUsage(
                    "GpuModelNotFound",
                    ErrorCategory.ObjectNotFound,
                    $"There is no GPU model '{name}'.",
                    name,
                    "Get-GpuModel lists the models."));
            }

            WriteObject(Array.ConvertAll(models, GpuModelInfo.Of), true);
        }
    }
}
