using System.Collections;
using System.Collections.Generic;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <content>Ways to run.</content>
public partial class ScriptBlock
{
    /// <summary>Runs as a command of its own and collects the output.</summary>
    /// <param name="useLocalScope">Whether it has a scope of its own.</param>
    /// <param name="input">What is piped to it; null for nothing.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="prepare">Fills its scope.</param>
    /// <param name="isPartOfCaller">
    /// Whether -WarningVariable and the like of the command that runs it collect what it writes. Called by Invoke() or
    /// InvokeWithContext() it does not.
    /// </param>
    internal List<object?> Run(
        bool useLocalScope, IList? input, object?[] args, Action<Scope>? prepare = null, bool isPartOfCaller = true)
    {
        ExecutionContext context = Engine;
        ListPipe output = new();
        PipelineProcessor pipeline = new(context);
        ScriptProcessor command = new(context, new ScriptInfo(this, context), this, newScope: useLocalScope,
            position: null);
        command.PrepareScope = prepare;
        if (!isPartOfCaller) command.Runtime.Detach();
        foreach (object? argument in args)
        {
            command.Arguments.Add(new CommandArgument(_ast.Extent, null, true, argument));
        }

        pipeline.Add(command);
        pipeline.Run(input, input is not null, output);
        return output.Items;
    }

    /// <summary>Runs as a command of its own with <c>$_</c> set; the output goes on as it comes.</summary>
    internal void RunTo(IOutputPipe output, object? dollarUnder)
    {
        ExecutionContext context = Engine;
        PipelineProcessor pipeline = new(context);
        pipeline.Add(new ScriptProcessor(context, new ScriptInfo(this, context), this, newScope: true, position: null)
        {
            CatchesExit = true,
            PrepareScope = scope => SetSpecial(scope, dollarUnder, AutomationNull.Value),
        });
        pipeline.Run(null, false, output);
    }

    /// <summary>Runs with <c>$_</c> set, without a pipeline of its own, and gives the output as one value.</summary>
    internal object? InvokeWithDollarUnder(object? dollarUnder, params object?[] args)
    {
        ListPipe output = new();
        InvokeInline(dollarUnder, AutomationNull.Value, args, output, newScope: true);
        return Unwrap(output.Items);
    }

    /// <summary>Runs with <c>$this</c> set and gives the output as one value.</summary>
    internal object? InvokeWithThis(object? target, object?[] args)
    {
        ListPipe output = new();
        InvokeInline(AutomationNull.Value, target, args, output, newScope: true);
        return Unwrap(output.Items);
    }

    /// <summary>
    /// Runs in place: the way of ForEach-Object and Where-Object, which need neither a pipeline nor (without
    /// <paramref name="newScope"/>) a scope. AutomationNull leaves <c>$_</c> or <c>$this</c> as it is.
    /// </summary>
    internal void InvokeInline(object? dollarUnder, object? target, object?[] args, IOutputPipe output, bool newScope)
    {
        if (HasParameters && newScope)
        {
            foreach (object? item in Run(true, null, args,
                scope => SetSpecial(scope, dollarUnder, target))) output.Add(item);
            return;
        }

        ExecutionContext context = Engine;
        SessionStateInternal session = Session ?? context.CurrentSession;
        SessionStateInternal callerSession = context.CurrentSession;
        Scope callerScope = session.CurrentScope;
        Scope scope = newScope ? new Scope(callerScope) : callerScope;
        PSVariable? underBefore = newScope ? null : scope.Variable("_");
        object? valueBefore = underBefore?.Value;
        context.EnterCall();
        try
        {
            session.CurrentScope = scope;
            context.CurrentSession = session;
            SetSpecial(scope, dollarUnder, target);
            if (newScope || args.Length > 0) scope.SetLocal("args", args);
            if (_ast.BeginBlock is not null) Body.RunBegin(context, output);
            if (_ast.ProcessBlock is not null) Body.RunProcess(context, output);
            if (_ast.EndBlock is not null) Body.RunEnd(context, output);
        }
        finally
        {
            context.LeaveCall();
            session.CurrentScope = callerScope;
            context.CurrentSession = callerSession;
            if (!newScope && !ReferenceEquals(dollarUnder, AutomationNull.Value))
            {
                if (underBefore is null) scope.Variables.Remove("_");
                else underBefore.SetRaw(valueBefore);
            }
        }
    }

    private static void SetSpecial(Scope scope, object? dollarUnder, object? target)
    {
        if (!ReferenceEquals(dollarUnder, AutomationNull.Value)) scope.SetLocal("_", dollarUnder);
        if (!ReferenceEquals(target, AutomationNull.Value)) scope.SetLocal("this", target);
    }
}
