using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace PanthorShell.Tests.Engine;

/// <summary>A session with the test module, whose scripts give lines of text.</summary>
public sealed class EngineSession : IDisposable
{
    private readonly PowerShell _shell;

    public EngineSession(bool withModule = true)
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(new DefaultHost(), InitialSessionState.Create());
        runspace.Open();
        _shell = PowerShell.Create(runspace);
        ExecutionContext.Current = Context;
        foreach (Type type in (Type[])[typeof(TestCommands.WriteFailureCommand),
            typeof(TestCommands.SelectFirstCommand),
            typeof(TestCommands.ForEachCommand)])
        {
            CmdletAttribute attribute = (CmdletAttribute)type.GetCustomAttributes(typeof(CmdletAttribute), false)[0];
            Context.GlobalSession.AddCmdlet(new CmdletInfo($"{attribute.VerbName}-{attribute.NounName}", type, null,
                Context));
        }

        if (withModule) Module = Context.Modules.Import(ModulePath, new ModuleImport { Global = true });
    }

    public static string ModulePath { get; } = Path.Combine(AppContext.BaseDirectory, "PanthorShell.TestModule.dll");

    internal ExecutionContext Context => ((LocalRunspace)_shell.Runspace!).Context;

    internal PSModuleInfo? Module { get; }

    public PSDataStreams Streams => _shell.Streams;

    public void Dispose()
    {
        _shell.Runspace?.Dispose();
        _shell.Dispose();
    }

    /// <summary>The output of a script, its errors merged into it as "ERR id".</summary>
    public string Run(string script) => string.Join("|", Lines(script));

    private IEnumerable<string> Lines(string script)
    {
        List<object?> output;
        ExecutionContext.Current = Context;
        try
        {
            output = ScriptBlock.Create("& {" + script + "\n} 2>&1").Run(useLocalScope: false, null, []);
        }
        catch (RuntimeException e)
        {
            return ["THROW " + e.ErrorRecord.FullyQualifiedErrorId];
        }

        return output.Select(static o => o is ErrorRecord e ? "ERR " + e.FullyQualifiedErrorId
            : PSObject.ToStringParser(o));
    }
}
