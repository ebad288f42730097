using System.Collections;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Connects a running command with its pipeline: output, streams, preferences, confirmation.</summary>
internal sealed partial class CommandRuntime : ICommandRuntime2, IOutputPipe
{
    private readonly CommandProcessor _processor;
    private CommandRuntime? _enclosing;
    private ArrayList? _outVariable;
    private ArrayList? _errorVariable;
    private ArrayList? _warningVariable;
    private ArrayList? _informationVariable;
    private PSVariable? _pipelineVariable;

    internal CommandRuntime(ExecutionContext context, CommandProcessor processor)
    {
        Context = context;
        _processor = processor;
        _enclosing = context.CurrentProcessor?.Runtime;
        Streams = context.Streams;
    }

    public PSHost? Host => Context.Host;

    public PSTransactionContext? CurrentPSTransaction => null;

    internal ExecutionContext Context { get; }

    internal PipelineProcessor? Pipeline { get; set; }

    internal CommonParameterValues Common { get; } = new();

    internal PagingParameters Paging { get; } = new();

    internal IOutputPipe Output { get; set; } = NullPipe.Instance;

    internal StreamSet Streams { get; set; }

    internal bool IsStopping => Pipeline is { IsStopping: true };

    internal InvocationInfo Invocation => _processor.Invocation;

    public void Add(object? value) => Emit(value);

    public void WriteObject(object? sendToPipeline)
    {
        _processor.ThrowIfNotWriting();
        if (!ReferenceEquals(sendToPipeline, AutomationNull.Value)) Emit(sendToPipeline);
    }

    public void WriteObject(object? sendToPipeline, bool enumerateCollection)
    {
        if (!enumerateCollection || LanguagePrimitives.GetEnumerable(sendToPipeline) is not { } sequence)
        {
            WriteObject(sendToPipeline);
            return;
        }

        _processor.ThrowIfNotWriting();
        foreach (object? item in sequence)
        {
            if (!ReferenceEquals(item, AutomationNull.Value)) Emit(item);
        }
    }

    public void WriteCommandDetail(string text)
    {
    }

    public bool TransactionAvailable() => false;

    /// <summary>Opens the variables that the common parameters name.</summary>
    internal void OpenVariables()
    {
        _outVariable = Open(Common.OutVariable);
        _errorVariable = Open(Common.ErrorVariable);
        _warningVariable = Open(Common.WarningVariable);
        _informationVariable = Open(Common.InformationVariable);
        if (!string.IsNullOrEmpty(Common.PipelineVariable))
        {
            _pipelineVariable = Context.CurrentSession.SetVariable(Common.PipelineVariable, null, null);
        }
    }

    /// <summary>Whether the command has written an error or ended with one.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>The variables that collect the streams of the enclosing command are not for this one.</summary>
    internal void Detach() => _enclosing = null;

    internal void NoteError(ErrorRecord record)
    {
        HasFailed = true;
        for (CommandRuntime? runtime = this; runtime is not null; runtime = runtime._enclosing)
        {
            if (runtime._errorVariable is { } list && !Holds(list, record)) list.Add(record);
        }
    }

    private static bool Holds(ArrayList list, ErrorRecord record) =>
        list.Count > 0 && list[^1] is ErrorRecord last && ReferenceEquals(last, record);

    private ArrayList? Open(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        bool append = name[0] == '+';
        string plain = append ? name[1..] : name;
        if (append && PSObject.Base(Context.CurrentSession.GetVariableValue(plain)) is ArrayList known) return known;
        ArrayList list = [];
        if (append && Context.CurrentSession.GetVariableValue(plain) is { } old)
        {
            if (LanguagePrimitives.GetEnumerable(old) is { } items) foreach (object? item in items) list.Add(item);
            else list.Add(old);
        }

        Context.CurrentSession.SetVariable(plain, list, null);
        return list;
    }

    private void Emit(object? value)
    {
        if (Pipeline is { IsStopping: true }) throw new PipelineStoppedException();
        _outVariable?.Add(value);
        if (_pipelineVariable is not null) _pipelineVariable.Value = value;
        IOutputPipe output = Output;
        if (output is StreamGuard guard) guard.Add(value);
        else output.Add(value);
    }
}
