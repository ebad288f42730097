using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <content>What the evaluator asks for.</content>
internal sealed partial class ExecutionContext : IScriptRuntime
{
    public Version? StrictMode
    {
        get
        {
            for (Scope? scope = CurrentSession.CurrentScope; scope is not null; scope = scope.Parent)
            {
                if (scope.StrictMode is { } version) return version.Major == 0 ? null : version;
            }

            return null;
        }
    }

    public bool LastSucceeded { get; set; } = true;

    public bool PropagatesErrors { get; set; }

    public PSVariable? FindVariable(VariablePath path) => CurrentSession.FindVariable(path);

    public void SetVariable(VariablePath path, object? value) => CurrentSession.SetVariable(path, value);

    public void SetVariable(VariablePath path, object? value, IReadOnlyList<Attribute> attributes) =>
        CurrentSession.SetVariable(path, value, attributes);

    public object? GetDriveItem(VariablePath path)
    {
        PSDriveInfo drive = SessionDrives.Find(path.DriveName!)
            ?? throw DriveNotFoundException.Missing(path.DriveName!);
        string name = ItemName(path);
        switch (drive.Provider.Name)
        {
            case "Environment": return Environment.GetEnvironmentVariable(name);
            case "Variable": return CurrentSession.FindVariable(name)?.Value;
            case "Function": return CurrentSession.FindFunction(name)?.ScriptBlock;
            case "Alias": return CurrentSession.FindAlias(name)?.Definition;
        }

        string full = SessionDrives.Resolve(path.UserPath, out _, out _);
        return File.Exists(full) ? ScriptBlock.Unwrap([.. File.ReadAllLines(full)]) : null;
    }

    public object? UsingValue(string name) => Using is { } values && values.TryGetValue(name, out object? value)
        ? value
        : throw new RuntimeException(
            ErrorCategory.InvalidOperation,
            null,
            null,
            "UsingWithoutInvokeCommand",
            "A Using variable cannot be retrieved. A Using variable can be used only in a script block that runs in "
                + "another runspace, as with ForEach-Object -Parallel.",
            null);

    public void SetDriveItem(VariablePath path, object? value)
    {
        PSDriveInfo drive = SessionDrives.Find(path.DriveName!)
            ?? throw DriveNotFoundException.Missing(path.DriveName!);
        string name = ItemName(path);
        switch (drive.Provider.Name)
        {
            case "Environment":
                Environment.SetEnvironmentVariable(name, LanguagePrimitives.IsNull(value) ? null
                    : PSObject.ToStringParser(value));
                return;
            case "Variable":
                CurrentSession.SetVariable(new VariablePath(name), value);
                return;
            case "Function":
                SetFunctionItem(name, value);
                return;
            case "Alias":
                CurrentSession.SetAlias(new AliasInfo(name, PSObject.ToStringParser(value), this), null, force: false);
                return;
        }

        string full = SessionDrives.Resolve(path.UserPath, out _, out _);
        IEnumerable<string> lines = LanguagePrimitives.GetEnumerable(value) is { } many
            ? many.Cast<object?>().Select(PSObject.ToStringParser)
            : [PSObject.ToStringParser(value)];
        File.WriteAllLines(full, lines);
    }

    public void InvokePipeline(PipelineCall call, IOutputPipe output)
    {
        PipelineProcessor pipeline = new(this);
        foreach (CommandCall each in call.Commands) pipeline.Add(Processor(each));
        pipeline.Run(call.Input, call.HasInput, output);
    }

    public IDisposable Redirect(IReadOnlyList<RedirectionCall> redirections, ref IOutputPipe output)
    {
        Redirection redirection = new(this, Streams, output);
        redirection.Apply(redirections);
        StreamSet before = Streams;
        Streams = redirection.Streams;
        output = redirection.Output;
        return new Restore(() =>
        {
            Streams = before;
            redirection.Dispose();
        });
    }

    public ScriptBlock CreateScriptBlock(ScriptBlockAst ast) => new(ast, CurrentSession);

    public object? InvokeScriptBlock(ScriptBlock block, object? underscore, IReadOnlyList<object?> arguments) =>
        block.InvokeWithDollarUnder(underscore, [.. arguments]);

    public void DefineFunction(FunctionDefinitionAst definition)
    {
        ScriptBlock body = new(definition.Body, CurrentSession, definition.IsFilter);
        (_, string name) = CurrentSession.ScopedName(definition.Name, null);
        FunctionInfo function = definition.IsFilter ? new FilterInfo(name, body, this)
            : new FunctionInfo(name, body, this);
        function.Module = CurrentSession.Module;
        CurrentSession.SetFunction(definition.Name, function);
    }

    public void RecordError(ErrorRecord record)
    {
        AddStackTrace(record);
        for (int i = 0; i < Errors.Count && i < 4; i++)
        {
            if (ReferenceEquals(Errors[i], record)) return;
        }

        Errors.Insert(0, record);
        if (Errors.Count > 256) Errors.RemoveAt(Errors.Count - 1);
    }

    public void WriteErrorRecord(ErrorRecord record) => ShowError(record, Streams.Error);

    public void ThrowIfStopping()
    {
        if (CurrentPipeline is { IsStopping: true }) throw new PipelineStoppedException();
    }

    public bool SuspendStop()
    {
        if (CurrentPipeline is not { IsStopping: true }) return false;
        SuspendedStops++;
        return true;
    }

    public void ResumeStop() => SuspendedStops--;

    /// <summary>Sends an error to its stream, at last to the host.</summary>
    internal void ShowError(ErrorRecord record, IOutputPipe? pipe)
    {
        if (pipe is not null)
        {
            pipe.Add(record);
            return;
        }

        if (Diagnostics is { IsCapturing: true } capture)
        {
            capture.Error(record);
            return;
        }

        if (ErrorView is { } view) view(record);
        else Host.UI?.WriteErrorLine(record.ToString());
    }

    /// <summary>How the host shows an error record; null for its text only.</summary>
    internal Action<ErrorRecord>? ErrorView { get; set; }

    private static string ItemName(VariablePath path) =>
        path.UserPath[(path.DriveName!.Length + 1)..].TrimStart('/', '\\');

    private void SetFunctionItem(string name, object? value)
    {
        if (LanguagePrimitives.IsNull(value))
        {
            CurrentSession.CurrentScope.Functions.Remove(name);
            return;
        }

        ScriptBlock body = PSObject.Base(value) as ScriptBlock ?? ScriptBlock.Create(PSObject.ToStringParser(value));
        (_, string plain) = CurrentSession.ScopedName(name, null);
        CurrentSession.SetFunction(name, new FunctionInfo(plain, body, this) { Module = CurrentSession.Module });
    }

    private sealed class Restore(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
