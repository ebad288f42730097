using System;
using System.Collections;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Describes a module by its manifest, without loading it.</summary>
internal static class ManifestReader
{
    public static PSModuleInfo Describe(System.Management.Automation.ExecutionContext context, string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        ModuleType type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".psd1" => ModuleType.Manifest,
            ".dll" => ModuleType.Binary,
            _ => ModuleType.Script,
        };
        var module = new PSModuleInfo(context, name, path, type);
        if (type != ModuleType.Manifest) return module;

        IDictionary manifest = ManifestFile.Read(path, context);
        if (LanguagePrimitives.TryConvertTo(manifest["ModuleVersion"], out Version? version)
            && version is not null) module.Version = version;
        if (LanguagePrimitives.TryConvertTo(manifest["GUID"], out Guid id)) module.Guid = id;
        module.RootModule = manifest["RootModule"]?.ToString() ?? manifest["ModuleToProcess"]?.ToString();
        return module;
    }
}
