using System.Collections;
using System.Collections.Generic;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Internal;
using System.Threading;

namespace System.Management.Automation;

/// <summary>Runs the commands of a pipeline: objects flow one by one.</summary>
internal sealed class PipelineProcessor : IDisposable
{
    private readonly ExecutionContext _context;
    private readonly List<CommandProcessor> _commands = [];
    private readonly List<StreamGuard> _guards = [];
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isStopped;

    internal PipelineProcessor(ExecutionContext context)
    {
        _context = context;
    }

    internal bool IsStopping => _isStopped && _context.SuspendedStops == 0;

    internal bool Failed { get; set; }

    internal CancellationToken StopToken => _stop.Token;

    internal void Add(CommandProcessor command)
    {
        command.Runtime.Pipeline = this;
        _commands.Add(command);
    }

    /// <summary>Runs to the end; the output of the last command goes to the pipe.</summary>
    internal void Run(object? input, bool hasInput, IOutputPipe output)
    {
        Link(hasInput, output);
        PipelineProcessor? outer = _context.CurrentPipeline;
        if (outer is { IsStopping: true }) throw new PipelineStoppedException();
        _context.PushPipeline(this);
        try
        {
            Execute(input, hasInput);

            // A command that was stopped may just have returned.
            if (IsStopping) throw new PipelineStoppedException();
        }
        catch
        {
            Failed = true;
            throw;
        }
        finally
        {
            Finish();
            _context.PopPipeline(this);
            Dispose();
        }

        _context.LastSucceeded = !Failed;
    }

    public void Dispose() => _stop.Dispose();

    internal void Stop()
    {
        if (_isStopped) return;
        _isStopped = true;
        _stop.Cancel();
        foreach (CommandProcessor command in _commands)
        {
            try
            {
                command.Stop();
            }
            catch (Exception e) when (e is not StackOverflowException)
            {
                // A command that cannot be stopped does not keep the others from being stopped.
                continue;
            }
        }
    }

    private void Link(bool hasInput, IOutputPipe output)
    {
        for (int i = 0; i < _commands.Count; i++)
        {
            CommandProcessor command = _commands[i];
            command.ExpectsInput = i > 0 || hasInput;
            command.Invocation.ExpectingInput = command.ExpectsInput;
            command.Invocation.PipelineLength = _commands.Count;
            command.Invocation.PipelinePosition = i + 1;
            if (i + 1 < _commands.Count)
            {
                StreamGuard guard = new(_commands[i + 1]);
                _guards.Add(guard);
                command.Runtime.Output = guard;
            }
            else
            {
                command.Runtime.Output = output;
            }
        }

        foreach (CommandProcessor command in _commands) command.ApplyRedirections();
    }

    private void Execute(object? input, bool hasInput)
    {
        int first = 0;
        try
        {
            foreach (CommandProcessor command in _commands) command.Prepare();
            foreach (CommandProcessor command in _commands) command.Begin();
            foreach (StreamGuard guard in _guards) guard.Drain();
            if (hasInput) Feed(input);
        }
        catch (StopUpstreamCommandsException stop) when (IndexOf(stop) >= 0)
        {
            first = IndexOf(stop) + 1;
        }

        while (first < _commands.Count)
        {
            try
            {
                for (; first < _commands.Count; first++)
                {
                    _commands[first].Complete();
                }
            }
            catch (StopUpstreamCommandsException stop) when (IndexOf(stop) >= 0)
            {
                first = IndexOf(stop) + 1;
            }
        }
    }

    private void Feed(object? input)
    {
        if (ReferenceEquals(input, AutomationNull.Value)) return;
        CommandProcessor first = _commands[0];
        if (LanguagePrimitives.GetEnumerator(input) is { } sequence)
        {
            try
            {
                while (Next(sequence))
                {
                    if (IsStopping) throw new PipelineStoppedException();
                    first.ProcessObject(sequence.Current);
                }
            }
            finally
            {
                (sequence as IDisposable)?.Dispose();
            }
        }
        else
        {
            first.ProcessObject(input);
        }
    }

    private static bool Next(IEnumerator sequence)
    {
        try
        {
            return sequence.MoveNext();
        }
        catch (Exception e) when (e is not (RuntimeException or FlowControlException))
        {
            throw new RuntimeException(ErrorCategory.NotSpecified, null, null, "BadEnumeration",
                $"An error occurred while enumerating through a collection: {e.Message}.", e);
        }
    }

    private int IndexOf(StopUpstreamCommandsException stop) =>
        _commands.FindIndex(c => ReferenceEquals(c.Instance, stop.RequestingCommand));

    private void Finish()
    {
        foreach (CommandProcessor command in _commands)
        {
            try
            {
                command.Clean();
            }
            finally
            {
                command.CloseRedirections();
                command.Dispose();
            }
        }
    }
}
