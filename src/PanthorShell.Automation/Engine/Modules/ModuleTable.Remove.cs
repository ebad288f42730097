using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation;

/// <content>Removing.</content>
internal sealed partial class ModuleTable
{
    internal void Remove(PSModuleInfo module, bool force)
    {
        if (module.AccessMode == ModuleAccessMode.Constant
            || (module.AccessMode == ModuleAccessMode.ReadOnly && !force))
        {
            throw new InvalidOperationException($"Unable to remove the module '{module.Name}' because it is "
                + $"read-only or constant.");
        }

        module.OnRemove?.WithSession(module.SessionStateInternal ?? context.GlobalSession).Run(true, null, [module]);
        Cleanup(module);
        foreach (PSModuleInfo nested in module.NestedModules) Cleanup(nested);
        foreach (SessionStateInternal state in States())
        {
            foreach (List<CmdletInfo> list in state.Cmdlets.Values) list.RemoveAll(c => c.Module == module);
            Forget(state.ModuleScope, module);
        }

        foreach (string file in module.ExportedFormatFiles) context.FormatFiles.Remove(file);
        foreach (string type in module.LoadedTypeNames) context.Types.Remove(type);
        _loaded.Remove(module);
    }

    private static void Forget(Scope scope, PSModuleInfo module)
    {
        foreach ((string name, FunctionInfo function) in scope.Functions.ToList())
        {
            if (function.Module == module
                && module.SessionStateInternal?.ModuleScope != scope) scope.Functions.Remove(name);
        }

        foreach ((string name, AliasInfo alias) in scope.Aliases.ToList())
        {
            if (alias.Module == module && module.SessionStateInternal?.ModuleScope != scope) scope.Aliases.Remove(name);
        }

        foreach ((string name, PSVariable variable) in module.ExportedVariables)
        {
            if (scope.Variable(name) == variable
                && module.SessionStateInternal?.ModuleScope != scope) scope.Variables.Remove(name);
        }
    }

    private static void Cleanup(PSModuleInfo module)
    {
        if (module.ImplementingAssembly is not { } assembly) return;
        foreach (Type type in Types(assembly))
        {
            if (typeof(IModuleAssemblyCleanup).IsAssignableFrom(type) && !type.IsAbstract)
            {
                ((IModuleAssemblyCleanup)Activator.CreateInstance(type)!).OnRemove(module);
            }
        }
    }

    private IEnumerable<SessionStateInternal> States()
    {
        yield return context.GlobalSession;
        if (context.CurrentSession != context.GlobalSession) yield return context.CurrentSession;
        foreach (PSModuleInfo other in _loaded)
        {
            if (other.SessionStateInternal is { } state && state != context.CurrentSession) yield return state;
        }
    }
}
