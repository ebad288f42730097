using System.Collections.Generic;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Runs one command of a pipeline.</summary>
internal abstract class CommandProcessor : IDisposable
{
    private bool _writing;
    private Redirection? _redirection;

    protected CommandProcessor(ExecutionContext context, CommandInfo command, IScriptExtent? position)
    {
        Context = context;
        Command = command;
        Invocation = new InvocationInfo(command, position, command.Name) { CommandOrigin = CommandOrigin.Internal };
        Runtime = new CommandRuntime(context, this);
    }

    internal ExecutionContext Context { get; }

    internal CommandInfo Command { get; }

    internal InvocationInfo Invocation { get; }

    internal CommandRuntime Runtime { get; }

    internal List<CommandArgument> Arguments { get; } = [];

    internal bool HasBegun { get; private set; }

    /// <summary>Whether objects come from the command before or from an expression.</summary>
    internal bool ExpectsInput { get; set; }

    internal virtual ConfirmImpact ConfirmImpact => ConfirmImpact.Medium;

    /// <summary>The object whose command asked for the end of its upstream, to find the processor again.</summary>
    internal virtual InternalCommand? Instance => null;

    public virtual void Dispose()
    {
    }

    internal virtual void Prepare()
    {
    }

    internal void Begin()
    {
        HasBegun = true;
        Guarded(BeginCore);
    }

    internal void ProcessObject(object? value) => Guarded(() => ProcessCore(value));

    internal void Complete() => Guarded(CompleteCore);

    internal virtual void Clean()
    {
    }

    internal virtual void Stop()
    {
    }

    internal void ThrowIfNotWriting()
    {
        if (Runtime.IsStopping) throw new PipelineStoppedException();
        if (!_writing)
        {
            throw new PSInvalidOperationException("The WriteObject and WriteError methods cannot be called from "
                + "outside the overrides of "
                + "the BeginProcessing, ProcessRecord, and EndProcessing methods, and they can only be called from "
                    + "within the same thread.");
        }
    }

    protected abstract void BeginCore();

    protected abstract void ProcessCore(object? value);

    protected abstract void CompleteCore();

    /// <summary>The redirections, in order; they take effect when the pipeline is linked.</summary>
    internal IReadOnlyList<RedirectionCall> Redirections { get; set; } = [];

    internal void ApplyRedirections()
    {
        if (Redirections.Count == 0) return;
        _redirection = new Redirection(Context, Runtime.Streams, Runtime.Output);
        _redirection.Apply(Redirections);
        Runtime.Streams = _redirection.Streams;
        Runtime.Output = _redirection.Output;
    }

    internal void CloseRedirections() => _redirection?.Dispose();

    /// <summary>What an exception of the command becomes.</summary>
    protected virtual Exception Manage(Exception exception) => exception;

    protected void Guarded(Action step)
    {
        bool before = _writing;
        CommandProcessor? outer = Context.CurrentProcessor;
        Context.CurrentProcessor = this;
        _writing = true;
        try
        {
            step();
        }
        catch (Exception e) when (e is not (FlowControlException or PipelineStoppedException))
        {
            Exception managed = Manage(e);
            if (managed is IContainsErrorRecord { ErrorRecord: { } record })
            {
                Context.AddStackTrace(record);
                Runtime.NoteError(record);
            }

            if (ReferenceEquals(managed, e)) throw;
            throw managed;
        }
        finally
        {
            _writing = before;
            Context.CurrentProcessor = outer;
        }
    }
}
