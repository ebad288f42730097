using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands;

namespace System.Management.Automation;

/// <content>Manifests.</content>
internal sealed partial class ModuleTable
{
    private PSModuleInfo LoadManifest(string path, ModuleImport options)
    {
        IDictionary values = ManifestFile.Read(path, context);
        PSModuleInfo module = new(context, Path.GetFileNameWithoutExtension(path), path, ModuleType.Manifest);
        module.SetManifest(values);
        CheckRequirements(module, values, path);
        foreach (object? needed in Items(values["RequiredModules"]))
        {
            ModuleSpecification specification = PSObject.Base(needed) is Hashtable table
                ? new ModuleSpecification(table)
                : new ModuleSpecification(PSObject.ToStringParser(needed));
            module.AddRequired(Require(specification.Name, specification.RequiredVersion ?? specification.Version));
        }

        foreach (string assembly in ManifestFile.Strings(values["RequiredAssemblies"])) LoadRequired(module, assembly);
        foreach (string script in ManifestFile.Strings(values["ScriptsToProcess"]))
        {
            ScriptBlock.FromFile(Beside(module, script), context.CurrentSession).Run(useLocalScope: false, null, []);
        }

        LoadTypes(module, values);
        module.ExportedFormatFiles = new ReadOnlyCollection<string>(
            [.. ManifestFile.Strings(values["FormatsToProcess"]).Select(f => Beside(module, f))]);
        foreach (string file in module.ExportedFormatFiles)
        {
            if (!context.FormatFiles.Contains(file)) context.FormatFiles.Add(file);
        }

        List<PSModuleInfo> parts = [.. Items(values["NestedModules"])
            .Select(n => LoadPart(module, NameOf(n), options))];
        foreach (PSModuleInfo part in parts) module.AddNested(part);
        string root = PSObject.ToStringParser(values["RootModule"] ?? values["ModuleToProcess"]);
        if (root.Length > 0)
        {
            PSModuleInfo main = LoadPart(module, root, options);
            module.RootModule = root;
            module.ModuleType = main.ModuleType;
            module.SessionStateInternal = main.SessionStateInternal;
            module.ImplementingAssembly = main.ImplementingAssembly;
            module.OnRemove = main.OnRemove;
            module.Definition = main.Definition;
            if (main.SessionStateInternal is { } state) state.Module = module;
            parts.Add(main);
        }

        foreach (PSModuleInfo part in parts) TakeMembers(module, part, values);
        module.Prefix = options.Prefix ?? PSObject.ToStringParser(values["DefaultCommandPrefix"]);
        return module;
    }

    private static string NameOf(object? specification) => PSObject.Base(specification) is Hashtable table
        ? new ModuleSpecification(table).Name
        : PSObject.ToStringParser(specification);

    private static IEnumerable<object?> Items(object? value) => LanguagePrimitives.IsNull(value)
        ? []
        : LanguagePrimitives.GetEnumerable(value) is { } many ? [.. many.Cast<object?>()] : [value];

    private static string Beside(PSModuleInfo module, string file) =>
        Path.GetFullPath(file.Replace('\\', Path.DirectorySeparatorChar), module.ModuleBase);

    private void CheckRequirements(PSModuleInfo module, IDictionary values, string path)
    {
        if (values["ModuleVersion"] is null)
        {
            throw new RuntimeException(ErrorCategory.InvalidData, null, null, "Modules_ManifestMissingModuleVersion",
                $"The module manifest '{path}' has no member 'ModuleVersion'.", null);
        }

        if (module.PowerShellVersion is { } needed && needed > EngineVersion.Value)
        {
            throw new InvalidOperationException($"The version of the loaded PowerShell is '{EngineVersion.Value}'. "
                + $"The module '{path}' requires a "
                + $"minimum PowerShell version of '{needed}' to execute. Please verify the installation of the "
                    + $"PowerShell and try again.");
        }

        List<string> editions = [.. module.CompatiblePSEditions];
        if (editions.Count > 0 && !editions.Contains("Core", StringComparer.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"Module '{path}' does not support current PowerShell edition "
                + $"'Core'. Its supported editions are "
                + $"'{string.Join(",", editions)}'.");
        }

        if (values["PowerShellHostName"] is { } host && PSObject.ToStringParser(host) is { Length: > 0 } name
            && name != context.Host.Name)
        {
            throw new InvalidOperationException($"The module '{path}' requires the host '{name}'.");
        }
    }

    private static void LoadRequired(PSModuleInfo module, string assembly)
    {
        string path = Beside(module, assembly);
        if (File.Exists(path)) ModuleLoadContext.LoadModule(path);
        else if (File.Exists(path + ".dll")) ModuleLoadContext.LoadModule(path + ".dll");
        else Assembly.Load(new AssemblyName(assembly));
    }

    private void LoadTypes(PSModuleInfo module, IDictionary values)
    {
        List<string> files = [.. ManifestFile.Strings(values["TypesToProcess"]).Select(f => Beside(module, f))];
        module.ExportedTypeFiles = new ReadOnlyCollection<string>(files);
        foreach (TypeData data in files.SelectMany(f => TypesFile.Read(f, null)))
        {
            context.Types.Add(data, force: true);
            module.LoadedTypeNames.Add(data.TypeName);
        }
    }

    private PSModuleInfo LoadPart(PSModuleInfo module, string name, ModuleImport options)
    {
        string path = Beside(module, name);
        string? file = File.Exists(path) ? path
            : ((string[])[".psm1", ".dll", ".psd1"]).Select(e => path + e).FirstOrDefault(File.Exists) ?? Locate(name);
        if (file is null)
        {
            throw new FileNotFoundException($"The specified module '{name}' was not loaded because no valid module "
                + $"file was found in any module "
                + "directory.");
        }

        return Load(file, new ModuleImport { Arguments = options.Arguments });
    }

    private void TakeMembers(PSModuleInfo module, PSModuleInfo part, IDictionary values)
    {
        List<string> functions = Exported(values, "FunctionsToExport");
        List<string> cmdlets = Exported(values, "CmdletsToExport");
        List<string> aliases = Exported(values, "AliasesToExport");
        List<string> variables = Exported(values, "VariablesToExport");
        foreach (FunctionInfo function in part.ExportedFunctions.Values)
        {
            if (!ModuleExports.Matches(functions, function.Name)) continue;
            function.Module = module;
            module.ExportedFunctions[function.Name] = function;
        }

        foreach (CmdletInfo cmdlet in part.ExportedCmdlets.Values)
        {
            if (!ModuleExports.Matches(cmdlets, cmdlet.Name)) continue;
            CmdletInfo own = (CmdletInfo)cmdlet.ShallowCopy();
            own.Module = module;
            module.ExportedCmdlets[cmdlet.Name] = own;
        }

        foreach (AliasInfo alias in part.ExportedAliases.Values)
        {
            if (!ModuleExports.Matches(aliases, alias.Name)) continue;
            alias.Module = module;
            module.ExportedAliases[alias.Name] = alias;
        }

        foreach ((string name, PSVariable variable) in part.ExportedVariables)
        {
            if (ModuleExports.Matches(variables, name)) module.ExportedVariables[name] = variable;
        }
    }

    private static List<string> Exported(IDictionary values, string key) =>
        values.Contains(key) ? [.. ManifestFile.Strings(values[key])] : ["*"];
}
