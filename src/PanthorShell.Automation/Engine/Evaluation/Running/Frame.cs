using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>The state of a running script block body.</summary>
internal sealed class Frame
{
    internal Frame(IScriptRuntime runtime, IOutputPipe output, IReadOnlyList<string> namespaces)
    {
        Runtime = runtime;
        Output = output;
        Namespaces = namespaces;
    }

    internal IScriptRuntime Runtime { get; }

    /// <summary>Where output goes; an assignment or subexpression puts its own pipe here for a while.</summary>
    internal IOutputPipe Output { get; set; }

    /// <summary>The namespaces that <c>using namespace</c> names.</summary>
    internal IReadOnlyList<string> Namespaces { get; }

    /// <summary>The label a break or continue names while it is on its way.</summary>
    internal string? Label { get; set; }

    /// <summary>The error the running catch block handles.</summary>
    internal ErrorRecord? Caught { get; set; }

    internal bool IsStrict(int version) => Runtime.StrictMode is { } mode && mode.Major >= version;

    /// <summary>Runs a statement and returns its output as a value.</summary>
    internal object? Capture(Exec statement, out Flow flow)
    {
        var pipe = new ListPipe();
        IOutputPipe outer = Output;
        Output = pipe;
        try
        {
            flow = statement(this);
        }
        finally
        {
            Output = outer;
        }
        return pipe.ToValue();
    }

    /// <summary>Runs statements inside an expression; a jump out of them becomes an exception.</summary>
    internal List<object?> CaptureItems(Exec statement)
    {
        var pipe = new ListPipe();
        IOutputPipe outer = Output;
        Output = pipe;
        Flow flow;
        try
        {
            flow = statement(this);
        }
        finally
        {
            Output = outer;
        }
        ThrowJump(flow);
        return pipe.Items;
    }

    internal void ThrowJump(Flow flow)
    {
        string? label = Label;
        switch (flow)
        {
            case Flow.Break:
                Label = null;
                throw new BreakException(label);
            case Flow.Continue:
                Label = null;
                throw new ContinueException(label);
            case Flow.Return:
                throw new ReturnException();
        }
    }

    internal object? InvokeWithItem(ScriptBlock block, object? item, params object?[] arguments)
        => Runtime.InvokeScriptBlock(block, item, arguments);

    internal Type Resolve(ITypeName name)
        => ((TypeName)name).Resolve(Namespaces) ?? throw Failure.TypeNotFound(name);
}
