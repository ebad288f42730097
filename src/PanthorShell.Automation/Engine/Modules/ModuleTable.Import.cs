using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation;

/// <content>Importing.</content>
internal sealed partial class ModuleTable
{
    /// <summary>Imports the module of a file: a manifest, a script module or an assembly.</summary>
    internal PSModuleInfo Import(string path, ModuleImport options)
    {
        string full = Path.GetFullPath(path);
        SessionStateInternal target = options.Global ? context.GlobalSession : context.CurrentSession;
        PSModuleInfo? known = _loaded.Find(m => m.Path.Equals(full, StringComparison.OrdinalIgnoreCase));
        if (known is not null)
        {
            if (!options.Force)
            {
                ImportMembers(known, target, options);
                return known;
            }

            Remove(known, force: true);
        }

        PSModuleInfo module = Load(full, options);
        _loaded.Add(module);
        ImportMembers(module, target, options);
        return module;
    }

    /// <summary>Imports a module that a script made.</summary>
    internal void Import(PSModuleInfo module, ModuleImport options)
    {
        if (!_loaded.Contains(module)) _loaded.Add(module);
        ImportMembers(module, options.Global ? context.GlobalSession : context.CurrentSession, options);
    }

    /// <summary>A module from a script block, not yet imported.</summary>
    internal PSModuleInfo Create(string name, ScriptBlock script, object?[] arguments)
    {
        PSModuleInfo module = new(context, name, string.Empty, ModuleType.Script);
        RunModule(module, script, arguments);
        return module;
    }

    private PSModuleInfo Load(string path, ModuleImport options)
    {
        PSModuleInfo module = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".psd1" => LoadManifest(path, options),
            ".psm1" => LoadScript(path, options.Arguments),
            ".dll" => LoadAssembly(path),
            ".ps1" => LoadScript(path, options.Arguments),
            _ => throw NotFound(path),
        };
        module.Prefix = options.Prefix ?? module.Prefix;
        return module;
    }

    private static FileNotFoundException NotFound(string name) =>
        new($"The specified module '{name}' was not loaded because no valid module file was found in any module "
            + $"directory.");

    private PSModuleInfo LoadScript(string path, object?[] arguments)
    {
        PSModuleInfo module = new(context, Path.GetFileNameWithoutExtension(path), path, ModuleType.Script);
        RunModule(module, ScriptBlock.FromFile(path, null), arguments);
        return module;
    }

    private void RunModule(PSModuleInfo module, ScriptBlock script, object?[] arguments)
    {
        SessionStateInternal state = new(context, context.GlobalSession, module);
        module.SessionStateInternal = state;
        module.Definition = script.ToString();
        script.WithSession(state).Run(useLocalScope: false, null, arguments);
        Export(module, state);
    }

    // Without Export-ModuleMember all functions are exported and nothing else.
    private static void Export(PSModuleInfo module, SessionStateInternal state)
    {
        Scope scope = state.ModuleScope;
        ModuleExports exports = state.Exports ?? new ModuleExports { Functions = ["*"], Cmdlets = ["*"] };
        foreach ((string name, FunctionInfo function) in scope.Functions)
        {
            if (!ModuleExports.Matches(exports.Functions, name)) continue;
            if (function.Module is not null && function.Module != module && state.Exports is null) continue;
            function.Module ??= module;
            module.ExportedFunctions[name] = function;
        }

        foreach ((string name, AliasInfo alias) in scope.Aliases)
        {
            if (!ModuleExports.Matches(exports.Aliases, name)) continue;
            alias.Module = module;
            module.ExportedAliases[name] = alias;
        }

        foreach ((string name, PSVariable variable) in scope.Variables)
        {
            if (ModuleExports.Matches(exports.Variables, name)) module.ExportedVariables[name] = variable;
        }

        foreach (CmdletInfo cmdlet in state.Cmdlets.Values.SelectMany(static l => l))
        {
            if (state.Exports is not null && ModuleExports.Matches(exports.Cmdlets,
                cmdlet.Name)) module.ExportedCmdlets[cmdlet.Name] = cmdlet;
        }
    }

    private PSModuleInfo LoadAssembly(string path)
    {
        PSModuleInfo module = new(context, Path.GetFileNameWithoutExtension(path), path, ModuleType.Binary);
        Assembly assembly;
        try
        {
            assembly = ModuleLoadContext.LoadModule(path);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException)
        {
            throw new RuntimeException(ErrorCategory.InvalidData, null, null, "Modules_InvalidAssembly",
                $"The module '{path}' cannot be loaded: {e.Message}", e);
        }

        module.ImplementingAssembly = assembly;
        module.Version = assembly.GetName().Version ?? new Version(0, 0);
        AddCmdlets(module, assembly, path);
        foreach (Type type in Types(assembly))
        {
            if (typeof(IModuleAssemblyInitializer).IsAssignableFrom(type) && !type.IsAbstract)
            {
                ((IModuleAssemblyInitializer)Activator.CreateInstance(type)!).OnImport();
            }
        }

        return module;
    }

    private void AddCmdlets(PSModuleInfo module, Assembly assembly, string path)
    {
        string help = Path.GetFileName(path) + "-Help.xml";
        foreach (Type type in Types(assembly))
        {
            if (type.IsAbstract || !typeof(Cmdlet).IsAssignableFrom(type)) continue;
            if (type.GetCustomAttribute<CmdletAttribute>(inherit: false) is not { } attribute) continue;
            CmdletInfo cmdlet = new($"{attribute.VerbName}-{attribute.NounName}", type, help,
                context) { Module = module };
            module.ExportedCmdlets[cmdlet.Name] = cmdlet;
            foreach (AliasAttribute aliases in type.GetCustomAttributes<AliasAttribute>(inherit: false))
            {
                foreach (string alias in aliases.AliasNames)
                {
                    module.ExportedAliases[alias] = new AliasInfo(alias, cmdlet.Name, context) { Module = module };
                }
            }
        }
    }

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is FileNotFoundException or TypeLoadException)
        {
            throw new RuntimeException(ErrorCategory.InvalidData, null, null, "Modules_InvalidAssembly",
                $"The types of the assembly '{assembly.Location}' cannot be loaded: {e.Message}", e);
        }
    }

    private void ImportMembers(PSModuleInfo module, SessionStateInternal target, ModuleImport options)
    {
        string prefix = options.Prefix ?? module.Prefix;
        Scope scope = target == context.GlobalSession ? target.GlobalScope : target.ModuleScope;
        bool all = !options.IsSelective;
        foreach (CmdletInfo cmdlet in module.ExportedCmdlets.Values)
        {
            if (all || ModuleExports.Matches(options.Cmdlets, cmdlet.Name)) target.AddCmdlet(prefix.Length == 0
                ? cmdlet : cmdlet.Renamed(Prefixed(cmdlet.Name, prefix)));
        }

        foreach (FunctionInfo function in module.ExportedFunctions.Values)
        {
            if (!all && !ModuleExports.Matches(options.Functions, function.Name)) continue;
            FunctionInfo imported = prefix.Length == 0 ? function : function.Renamed(Prefixed(function.Name, prefix));
            imported.Module ??= module;
            scope.Functions[imported.Name] = imported;
        }

        foreach (AliasInfo alias in module.ExportedAliases.Values)
        {
            if (all || ModuleExports.Matches(options.Aliases, alias.Name)) scope.Aliases[alias.Name] = alias;
        }

        foreach (PSVariable variable in module.ExportedVariables.Values)
        {
            if (all || ModuleExports.Matches(options.Variables, variable.Name)) scope.Variables[variable.Name] =
                variable;
        }
    }

    private static string Prefixed(string name, string prefix)
    {
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? prefix + name : name[..(dash + 1)] + prefix + name[(dash + 1)..];
    }
}
