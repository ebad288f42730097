using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation.Runspaces;

namespace System.Management.Automation;

/// <summary>Runs commands and scripts from C#.</summary>
public sealed class PowerShell : IDisposable
{
    private readonly List<HostedCommand> _commands = [];
    private bool _ownsRunspace;
    private Runspace? _runspace;

    private PowerShell()
    {
    }

    /// <summary>The session.</summary>
    public Runspace? Runspace
    {
        get => _runspace;
        set
        {
            if (_ownsRunspace) _runspace?.Dispose();
            _ownsRunspace = false;
            _runspace = value;
        }
    }

    /// <summary>The streams.</summary>
    public PSDataStreams Streams { get; } = new();

    /// <summary>Whether an error was written.</summary>
    public bool HadErrors { get; private set; }

    /// <summary>The state.</summary>
    public PSInvocationStateInfo InvocationStateInfo { get; private set; } = new(PSInvocationState.NotStarted, null);

    /// <summary>An empty pipeline in a session of its own.</summary>
    public static PowerShell Create() => Create(InitialSessionState.CreateDefault2());

    /// <summary>An empty pipeline in a session of its own.</summary>
    public static PowerShell Create(InitialSessionState initialSessionState)
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(initialSessionState);
        runspace.Open();
        return new PowerShell { _runspace = runspace, _ownsRunspace = true };
    }

    /// <summary>An empty pipeline in a session.</summary>
    public static PowerShell Create(Runspace runspace) => new() { _runspace = runspace };

    /// <summary>Adds a command to the pipeline.</summary>
    public PowerShell AddCommand(string cmdlet)
    {
        _commands.Add(new HostedCommand(cmdlet, IsScript: false));
        return this;
    }

    /// <summary>Adds a script to the pipeline.</summary>
    public PowerShell AddScript(string script) => AddScript(script, useLocalScope: false);

    /// <summary>Adds a script to the pipeline.</summary>
    public PowerShell AddScript(string script, bool useLocalScope)
    {
        _commands.Add(new HostedCommand(script, IsScript: true) { UseLocalScope = useLocalScope });
        return this;
    }

    /// <summary>Gives the last command a value.</summary>
    public PowerShell AddArgument(object? value)
    {
        Last().Arguments.Add((null, value));
        return this;
    }

    /// <summary>Gives the last command a parameter.</summary>
    public PowerShell AddParameter(string parameterName, object? value)
    {
        Last().Arguments.Add((parameterName, value));
        return this;
    }

    /// <summary>Gives the last command a switch.</summary>
    public PowerShell AddParameter(string parameterName) => AddParameter(parameterName, SwitchParameter.Present);

    /// <summary>Gives the last command parameters.</summary>
    public PowerShell AddParameters(IDictionary parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (DictionaryEntry entry in parameters) AddParameter(PSObject.ToStringParser(entry.Key), entry.Value);
        return this;
    }

    /// <summary>Ends the pipeline and begins another.</summary>
    public PowerShell AddStatement()
    {
        if (_commands.Count > 0) _commands[^1].EndsStatement = true;
        return this;
    }

    /// <summary>Runs the pipeline.</summary>
    public Collection<PSObject> Invoke() => Invoke((IEnumerable?)null);

    /// <summary>Runs the pipeline with input.</summary>
    public Collection<PSObject> Invoke(IEnumerable? input) => ScriptBlock.Collect(Run(input));

    /// <summary>Runs the pipeline and converts its output.</summary>
    public Collection<T> Invoke<T>()
    {
        Collection<T> result = [];
        foreach (object? item in Run(null)) result.Add(LanguagePrimitives.ConvertTo<T>(item));
        return result;
    }

    /// <summary>Stops what runs, from another thread.</summary>
    public void Stop() => (_runspace as LocalRunspace)?.Context.StopAll();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsRunspace) _runspace?.Dispose();
    }

    private HostedCommand Last() => _commands.Count > 0
        ? _commands[^1]
        : throw new PSInvalidOperationException("A command is required to add a parameter. A command must be added "
            + "before a parameter.");

    private List<object?> Run(IEnumerable? input)
    {
        ExecutionContext context = (_runspace as LocalRunspace)?.Context
            ?? throw new PSInvalidOperationException("The pipeline has no session.");
        ExecutionContext? before = ExecutionContext.Current;
        Runspace? runspaceBefore = Runspace.DefaultRunspace;
        StreamCapture? outer = context.Diagnostics;
        Runspace.DefaultRunspace = _runspace;
        context.Diagnostics = new StreamCapture(Streams);
        InvocationStateInfo = new(PSInvocationState.Running, null);
        try
        {
            List<object?> output = HostedCommand.RunAll(context, _commands, input);
            InvocationStateInfo = new(PSInvocationState.Completed, null);
            return output;
        }
        catch (ExitException exit)
        {
            context.SetExitCode(exit.Argument);
            InvocationStateInfo = new(PSInvocationState.Completed, null);
            return [];
        }
        catch (RuntimeException e)
        {
            HadErrors = true;
            InvocationStateInfo = new(e is PipelineStoppedException ? PSInvocationState.Stopped
                : PSInvocationState.Failed, e);
            throw;
        }
        finally
        {
            HadErrors |= Streams.Error.Count > 0;
            context.Diagnostics = outer;
            Runspace.DefaultRunspace = runspaceBefore;
            ExecutionContext.Current = before;
        }
    }
}
