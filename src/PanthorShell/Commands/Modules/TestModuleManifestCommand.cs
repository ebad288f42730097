using System;
using System.Collections;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Checks that a manifest can be read and names a version.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ModuleManifest")]
[OutputType(typeof(PSModuleInfo))]
internal sealed class TestModuleManifestCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string file in FilePaths.Resolve(this, [Path!], literal: false))
        {
            if (!File.Exists(file) || !file.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase))
            {
                Fail(new ArgumentException($"The file '{file}' is not a module manifest."),
                    "Modules_InvalidModuleManifestPath", file);
                continue;
            }

            IDictionary manifest = ManifestFile.Read(file, Context);
            if (!LanguagePrimitives.TryConvertTo(manifest["ModuleVersion"], out Version? version) || version is null)
            {
                Fail(
                    new InvalidOperationException(
                        $"The module manifest '{file}' does not name a version (ModuleVersion)."),
                    "Modules_InvalidManifest",
                    file);
                continue;
            }

            CheckRoot(manifest, file);
            WriteObject(ManifestReader.Describe(Context, file));
        }
    }

    private void CheckRoot(IDictionary manifest, string file)
    {
        if ((manifest["RootModule"] ?? manifest["ModuleToProcess"])?.ToString() is not { Length: > 0 } root) return;

        string path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!,
            root.Replace('\\', System.IO.Path.DirectorySeparatorChar));
        if (File.Exists(path) || File.Exists(path + ".psm1") || File.Exists(path + ".dll")) return;
        Fail(
            new InvalidOperationException(
                $"The specified RootModule entry '{root}' in the module manifest '{file}' is invalid."),
            "Modules_InvalidRootModuleInModuleManifest",
            file);
    }

    private void Fail(Exception exception, string id, string file) =>
        WriteError(new ErrorRecord(exception, id, ErrorCategory.ResourceUnavailable, file));
}
