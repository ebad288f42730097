using System.Collections;
using System.Collections.Generic;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading;

namespace System.Management.Automation;

/// <summary>The state of one session: scopes, commands, streams, errors, modules.</summary>
internal sealed partial class ExecutionContext
{
    private const int MaxCallDepth = 5000;

    [ThreadStatic]
    private static ExecutionContext? t_current;

    private readonly List<CallFrame> _calls = [];
    private readonly List<PipelineProcessor> _pipelines = [];
    private readonly Lock _pipelineLock = new();

    internal ExecutionContext(PSHost host)
    {
        Host = host;
        ExecutionContext? before = t_current;
        t_current = this;
        GlobalSession = new SessionStateInternal(this, null, null);
        CurrentSession = GlobalSession;
        SessionDrives = new DriveTable(this);
        Intrinsics = new EngineIntrinsics(this);
        Discovery = new CommandDiscovery(this);
        Modules = new ModuleTable(this);
        AutomaticVariables.Define(this);
        t_current = before ?? this;
    }

    internal static ExecutionContext? Current
    {
        get => t_current;
        set => t_current = value;
    }

    internal PSHost Host { get; }

    internal SessionStateInternal GlobalSession { get; }

    internal SessionStateInternal CurrentSession { get; set; }

    internal DriveTable SessionDrives { get; }

    internal EngineIntrinsics Intrinsics { get; }

    internal CommandDiscovery Discovery { get; }

    internal ModuleTable Modules { get; }

    internal TypeTable Types { get; } = new();

    /// <summary>The format files of the loaded modules; the formatter reads them when the number grows.</summary>
    internal List<string> FormatFiles { get; } = [];

    internal HashSet<string> AllScopeVariables { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal StreamSet Streams { get; set; } = new();

    internal IOutputPipe? CurrentOutput { get; set; }

    internal CommandProcessor? CurrentProcessor { get; set; }

    /// <summary>Collects the streams for a caller from C#; null when the host shows them.</summary>
    internal StreamCapture? Diagnostics { get; set; }

    /// <summary>How many finally blocks run in spite of a stop.</summary>
    internal int SuspendedStops { get; private set; }

    internal ArrayList Errors { get; } = [];

    /// <summary>The values that the caller of this runspace handed over; null where there is no such caller.</summary>
    internal IReadOnlyDictionary<string, object?>? Using { get; set; }

    internal PipelineProcessor? CurrentPipeline
    {
        get
        {
            lock (_pipelineLock) return _pipelines.Count == 0 ? null : _pipelines[^1];
        }
    }

    internal IReadOnlyList<CallFrame> Calls => _calls;

    internal SessionStateInternal Global() => GlobalSession;

    internal void PushPipeline(PipelineProcessor pipeline)
    {
        lock (_pipelineLock) _pipelines.Add(pipeline);
    }

    internal void PopPipeline(PipelineProcessor pipeline)
    {
        lock (_pipelineLock) _pipelines.Remove(pipeline);
    }

    /// <summary>Stops everything that runs; called from another thread, as by Ctrl+C.</summary>
    internal void StopAll()
    {
        PipelineProcessor[] running;
        lock (_pipelineLock) running = [.. _pipelines];
        for (int i = running.Length - 1; i >= 0; i--) running[i].Stop();
    }

    internal void EnterCall(InvocationInfo? invocation = null, ScriptBlock? script = null)
    {
        if (_calls.Count >= MaxCallDepth) throw DepthExceeded();
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw DepthExceeded();
        }

        _calls.Add(new CallFrame(invocation, script));
    }

    internal void LeaveCall() => _calls.RemoveAt(_calls.Count - 1);

    internal void AddStackTrace(ErrorRecord record)
    {
        if (record.ScriptStackTrace is null) record.SetScriptStackTrace(StackTraceText.Of(this, record));
    }

    internal void SetExitCode(object? argument)
    {
        int code = 0;
        if (!LanguagePrimitives.IsNull(argument) && LanguagePrimitives.TryConvertTo(argument, out int given)) code =
            given;
        GlobalSession.GlobalScope.SetLocal("LASTEXITCODE", code);
        if (code != 0 && CurrentPipeline is { } pipeline) pipeline.Failed = true;
    }

    internal string ExpandString(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string text = "@\"\n" + source.Replace("\n\"@", "\n`\"@", StringComparison.Ordinal) + "\n\"@";
        return PSObject.ToStringParser(ScriptBlock.Unwrap(ScriptBlock.Parse(text, null, null)
            .Run(useLocalScope: false, null, [])));
    }

    internal PSInvalidOperationException NotInteractive() => new(
        "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");

    private static ScriptCallDepthException DepthExceeded() => new("The script failed due to call depth overflow.");
}
