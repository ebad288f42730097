using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>
/// What the evaluator asks of the engine while a script runs. The engine's execution context implements it; scopes are
/// the engine's business, the evaluator only says where it reads and writes.
/// </summary>
internal interface IScriptRuntime
{
    /// <summary>The strict mode in force, or null.</summary>
    Version? StrictMode { get; }

    /// <summary>The value of <c>$?</c>.</summary>
    bool LastSucceeded { get; set; }

    /// <summary>
    /// Whether an enclosing try, perhaps of a caller, handles errors: statements then let them pass instead of
    /// reporting them.
    /// </summary>
    bool PropagatesErrors { get; set; }

    /// <summary>The variable a path names, seen from the current scope; null if there is none.</summary>
    PSVariable? FindVariable(VariablePath path);

    /// <summary>Sets a variable: in the scope named, else in the current one, where it is created.</summary>
    void SetVariable(VariablePath path, object? value);

    /// <summary>
    /// Sets a variable of the current (or named) scope and replaces its attributes: a type constraint
    /// (<see cref="TypeConversionAttribute"/>) or validation.
    /// </summary>
    void SetVariable(VariablePath path, object? value, IReadOnlyList<Attribute> attributes);

    /// <summary>Reads an item such as <c>$env:PATH</c>; null if there is none.</summary>
    object? GetDriveItem(VariablePath path);

    /// <summary>Lets a finally block run although the pipeline is being stopped; false if it is not.</summary>
    bool SuspendStop();

    /// <summary>Ends what <see cref="SuspendStop"/> began.</summary>
    void ResumeStop();

    /// <summary>What the caller handed over as <c>$using:name</c>; an error where nobody did.</summary>
    object? UsingValue(string name);

    /// <summary>Writes an item such as <c>$env:PATH</c>; null removes it.</summary>
    void SetDriveItem(VariablePath path, object? value);

    /// <summary>Runs a pipeline to its end, its output going to the pipe.</summary>
    void InvokePipeline(PipelineCall call, IOutputPipe output);

    /// <summary>Redirects streams until disposed. The output pipe is what stream 1 is at that place.</summary>
    IDisposable Redirect(IReadOnlyList<RedirectionCall> redirections, ref IOutputPipe output);

    /// <summary>A script block value of the literal, bound to the current session state.</summary>
    ScriptBlock CreateScriptBlock(ScriptBlockAst ast);

    /// <summary>
    /// Runs a script block in a scope of its own with <c>$_</c> and <c>$args</c>; the result is nothing, one object or
    /// an array.
    /// </summary>
    object? InvokeScriptBlock(ScriptBlock block, object? item, IReadOnlyList<object?> arguments);

    /// <summary>Defines a function or filter in the scope its name says.</summary>
    void DefineFunction(FunctionDefinitionAst definition);

    /// <summary>Puts a record in front of <c>$Error</c>, unless it is there already.</summary>
    void RecordError(ErrorRecord record);

    /// <summary>Writes a record to the error stream of the running command (it is in <c>$Error</c> already).</summary>
    void WriteErrorRecord(ErrorRecord record);

    /// <summary>Throws PipelineStoppedException if the pipeline is to stop.</summary>
    void ThrowIfStopping();
}
