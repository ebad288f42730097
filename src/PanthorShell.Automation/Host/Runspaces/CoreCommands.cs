using System.Collections.Generic;
using System.Reflection;

namespace System.Management.Automation.Runspaces;

/// <summary>The assemblies whose cmdlets every session has.</summary>
internal static class CoreCommands
{
    private static readonly List<Assembly> s_assemblies = [];

    internal static IReadOnlyList<Assembly> Assemblies
    {
        get
        {
            lock (s_assemblies) return [.. s_assemblies];
        }
    }

    /// <summary>Makes the cmdlets of an assembly part of every default session.</summary>
    internal static void Register(Assembly assembly)
    {
        lock (s_assemblies)
        {
            if (!s_assemblies.Contains(assembly)) s_assemblies.Add(assembly);
        }
    }

    internal static void AddTo(ExecutionContext context, Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes())
        {
            if (type.IsAbstract || !typeof(Cmdlet).IsAssignableFrom(type)) continue;
            if (type.GetCustomAttribute<CmdletAttribute>(inherit: false) is not { } attribute) continue;
            CmdletInfo cmdlet = new($"{attribute.VerbName}-{attribute.NounName}", type, null, context);
            context.GlobalSession.AddCmdlet(cmdlet);
            foreach (AliasAttribute aliases in type.GetCustomAttributes<AliasAttribute>(inherit: false))
            {
                foreach (string alias in aliases.AliasNames)
                {
                    context.GlobalSession.GlobalScope.Aliases[alias] =
                        new AliasInfo(alias, cmdlet.Name, context, ScopedItemOptions.AllScope);
                }
            }
        }
    }
}
