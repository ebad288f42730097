using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Runspaces;

namespace PanthorShell.Hosting;

/// <summary>
/// A runspace of its own in which a parallel script block runs, once for each object that the worker takes. Modules stay
/// from one object to the next, variables do not.
/// </summary>
internal sealed class ParallelWorker : IDisposable
{
    private readonly Action<ParallelRecord> _send;
    private readonly LocalRunspace _runspace;
    private readonly ScriptBlock _script;
    private readonly HashSet<string> _variables;

    public ParallelWorker(
        string script, IReadOnlyDictionary<string, object?> values, string location, Action<ParallelRecord> send)
    {
        _send = send;
        _runspace = new LocalRunspace(new ParallelHost(send), InitialSessionState.CreateDefault2());
        _runspace.Open();
        Context.Using = values;
        Context.SessionDrives.SetLocation(location);
        Context.Streams = new StreamSet
        {
            Error = new Pipe(this, ParallelStream.Error),
            Warning = new Pipe(this, ParallelStream.Warning),
            Verbose = new Pipe(this, ParallelStream.Verbose),
            Debug = new Pipe(this, ParallelStream.Debug),
            Information = new Pipe(this, ParallelStream.Information),
        };
        _script = ScriptBlock.Parse(script, null, Context.GlobalSession);
        _variables = [.. Variables.Keys];
    }

    public LocalRunspace Runspace => _runspace;

    private ExecutionContext Context => _runspace.Context;

    private Dictionary<string, PSVariable> Variables => Context.GlobalSession.GlobalScope.Variables;

    /// <summary>Runs the script block for an object; how it fails is a record, too.</summary>
    public void Run(object? item)
    {
        try
        {
            _script.RunTo(new Pipe(this, ParallelStream.Output), item);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            _send(new ParallelRecord(
                ParallelStream.Error,
                new ErrorRecord(exception, "PSTaskException", ErrorCategory.InvalidOperation, null)));
        }
        catch (Exception exception) when (exception is FlowControlException or PipelineStoppedException)
        {
            // break, continue and a stop end this object's run and no more.
        }

        foreach (string name in Variables.Keys.Where(name => !_variables.Contains(name)).ToList())
            Variables.Remove(name);
    }

    /// <summary>Stops what runs; called from another thread.</summary>
    public void Stop() => Context.StopAll();

    public void Dispose() => _runspace.Dispose();

    private sealed class Pipe(ParallelWorker worker, ParallelStream stream) : IOutputPipe
    {
        public void Add(object? value) => worker._send(new ParallelRecord(stream, value));
    }
}
