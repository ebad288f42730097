using System;
using System.Collections.Generic;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace PanthorShell.Hosting;

/// <summary>Fills a session with the core commands and aliases.</summary>
internal static class CoreSession
{
    public static void Fill(ExecutionContext context)
    {
        var modules = new Dictionary<string, PSModuleInfo>();
        foreach ((string name, Type type, string moduleName) in CoreCommands.All())
        {
            if (!modules.TryGetValue(moduleName, out PSModuleInfo? module))
            {
                module = new PSModuleInfo(context, moduleName, "",
                    ModuleType.Manifest) { Version = new Version(7, 0, 0, 0) };
                modules.Add(moduleName, module);
            }

            context.GlobalSession.AddCmdlet(new CmdletInfo(name, type, null, context) { Module = module });
        }

        foreach ((string name, string definition) in CoreCommands.Aliases)
        {
            context.GlobalSession.GlobalScope.Aliases[name] =
                new AliasInfo(name, definition, context, ScopedItemOptions.AllScope);
        }

        CoreTypes.AddTo(context.Types);
    }
}
