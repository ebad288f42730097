using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;
using PanthorShell.Formatting;

namespace PanthorShell.Hosting;

/// <summary>A session with the core commands that runs scripts and prints what they write.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly PSHost _host;
    private readonly PSHostUserInterface _ui;
    private readonly LocalRunspace _runspace;

    static ShellSession()
    {
        InitialSessionState.Core = CoreSession.Fill;
    }

    public ShellSession(PSHost host)
    {
        _host = host;
        _ui = host.UI!;
        _runspace = new LocalRunspace(host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    public ExecutionContext Context => _runspace.Context;

    /// <summary>Runs a script file; the exit code is 1 when it ends with an error.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            _ui.WriteErrorLine(
                $"The argument '{path}' is not recognized as the name of a script file. Check the spelling of the "
                + $"name, or if a path "
                + "was included, verify that the path is correct and try again.");
            return 64;
        }

        var command = new ExternalScriptInfo(Path.GetFileName(full), full, Context);
        return Run(pipe =>
        {
            var processor = new ScriptProcessor(Context, command, command.ScriptBlock, newScope: true,
                null) { IsScriptFile = true };
            AddArguments(processor, arguments);
            var pipeline = new PipelineProcessor(Context);
            pipeline.Add(processor);
            pipeline.Run(null, false, pipe);
        });
    }

    /// <summary>Runs a text in the global scope; the exit code is 1 when its last command fails.</summary>
    public int RunText(string text, params object?[] arguments)
    {
        int code = Run(pipe =>
        {
            Context.LastSucceeded = true;
            ScriptBlock script = ScriptBlock.Create(text);

            // A pipeline that does nothing but being stopped: statements outside of all others stop with it.
            using var whole = new PipelineProcessor(Context);
            Context.PushPipeline(whole);
            try
            {
                script.InvokeInline(AutomationNull.Value, AutomationNull.Value, arguments, pipe, newScope: false);
            }
            finally
            {
                Context.PopPipeline(whole);
            }
        });
        return code == 0 && !ShouldExit && !Context.LastSucceeded ? 1 : code;
    }

    /// <summary>Runs a text and returns what it writes; an error that ends it is thrown.</summary>
    public IReadOnlyList<object?> Collect(string text, params object?[] arguments) =>
        ScriptBlock.Create(text).WithSession(Context.GlobalSession).Run(useLocalScope: true, null, arguments);

    public bool ShouldExit { get; private set; }

    public void Dispose()
    {
        try
        {
            _runspace.Dispose();
        }
        catch (RuntimeException exception)
        {
            _ui.WriteErrorLine(exception.Message);
        }
    }

    private int Run(Action<IOutputPipe> run)
    {
        int width = _ui.RawUI!.BufferSize.Width - 1;
        int limit = Context.GlobalSession.GetVariableValue("FormatEnumerationLimit") as int? ?? 4;
        var formatter = new OutputFormatter(ShellState.Of(_host).Formats, limit, new HostSink(_ui, width));
        var pipe = new PrintingPipe(formatter);
        Context.Streams = new StreamSet { Error = pipe };
        try
        {
            run(pipe);
            formatter.Finish();
            return 0;
        }
        catch (ExitException exception)
        {
            formatter.Finish();
            ShouldExit = true;
            Context.SetExitCode(exception.Argument);
            return LastExitCode();
        }
        catch (RuntimeException exception)
        {
            Context.LastSucceeded = false;
            if (exception is not PipelineStoppedException)
            {
                Context.RecordError(exception.ErrorRecord);
                formatter.Process(exception.ErrorRecord);
            }

            formatter.Finish();
            return 1;
        }
        catch (FormatSequenceException exception)
        {
            formatter.Process(exception.Error);
            return 1;
        }
    }

    private int LastExitCode() => Context.GlobalSession.GetVariableValue("LASTEXITCODE") as int? ?? 0;

    /// <summary>Arguments of the program are texts; what looks like a parameter's name is one.</summary>
    private static void AddArguments(CommandProcessor processor, IReadOnlyList<string> arguments)
    {
        IScriptExtent extent = ScriptBlock.Create("").Ast.Extent;
        foreach (string argument in arguments)
        {
            bool isName = argument.Length > 1 && argument[0] == '-'
                && (char.IsLetter(argument[1]) || argument[1] == '_');
            if (!isName)
            {
                processor.Arguments.Add(new CommandArgument(extent, null, true, argument));
                continue;
            }

            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) processor.Arguments.Add(new CommandArgument(extent, argument[1..], false, null));
            else processor.Arguments.Add(
                new CommandArgument(extent, argument[1..colon], true, Value(argument[(colon + 1)..])));
        }
    }

    private static object Value(string text) => text.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => text,
    };

    private sealed class PrintingPipe(OutputFormatter formatter) : IOutputPipe
    {
        public void Add(object? value) => formatter.Process(value);
    }
}
