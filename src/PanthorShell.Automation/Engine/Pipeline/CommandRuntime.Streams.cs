using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <content>Streams.</content>
internal sealed partial class CommandRuntime
{
    internal ActionPreference ErrorAction =>
        IsGiven("ErrorAction") ? Common.ErrorAction : Preference("ErrorActionPreference", ActionPreference.Continue);

    internal ActionPreference WarningAction =>
        IsGiven("WarningAction") ? Common.WarningAction : Preference("WarningPreference", ActionPreference.Continue);

    internal ActionPreference InformationAction => IsGiven("InformationAction")
        ? Common.InformationAction
        : Preference("InformationPreference", ActionPreference.SilentlyContinue);

    internal ActionPreference VerboseAction => IsGiven("Verbose")
        ? Common.Verbose ? ActionPreference.Continue : ActionPreference.SilentlyContinue
        : Preference("VerbosePreference", ActionPreference.SilentlyContinue);

    internal ActionPreference DebugAction => IsGiven("Debug")
        ? Common.Debug ? ActionPreference.Continue : ActionPreference.SilentlyContinue
        : Preference("DebugPreference", ActionPreference.SilentlyContinue);

    internal ActionPreference ProgressAction => IsGiven("ProgressAction")
        ? Common.ProgressAction
        : Preference("ProgressPreference", ActionPreference.Continue);

    public void WriteError(ErrorRecord errorRecord)
    {
        ArgumentNullException.ThrowIfNull(errorRecord);
        _processor.ThrowIfNotWriting();
        errorRecord.SetInvocation(Invocation);
        WriteErrorRecord(errorRecord, ErrorAction);
    }

    public void WriteWarning(string text) => WriteWarning(new WarningRecord(text));

    public void WriteVerbose(string text) => WriteVerbose(new VerboseRecord(text));

    public void WriteDebug(string text) => WriteDebug(new DebugRecord(text));

    public void WriteProgress(ProgressRecord progressRecord) => WriteProgress(0, progressRecord);

    public void WriteProgress(long sourceId, ProgressRecord progressRecord)
    {
        if (IsStopping) throw new PipelineStoppedException();
        if (ProgressAction is ActionPreference.SilentlyContinue or ActionPreference.Ignore) return;
        if (Context.Diagnostics is { IsCapturing: true } capture) capture.Progress(progressRecord);
        else Context.Host.UI?.WriteProgress(sourceId, progressRecord);
    }

    public void WriteInformation(InformationRecord informationRecord)
    {
        ArgumentNullException.ThrowIfNull(informationRecord);
        ActionPreference action = InformationAction;
        if (action == ActionPreference.Ignore) return;
        for (CommandRuntime? runtime = this; runtime is not null; runtime = runtime._enclosing)
        {
            runtime._informationVariable?.Add(informationRecord);
        }

        bool isHostText = informationRecord.Tags.Contains("PSHOST");
        if (action == ActionPreference.Stop && !isHostText) throw Stopped("InformationPreference",
            informationRecord.ToString());
        if (Streams.Information is { } pipe)
        {
            if (action != ActionPreference.SilentlyContinue || isHostText
                || pipe is not null) pipe.Add(PSObject.AsPSObject(informationRecord));
            return;
        }

        Context.Diagnostics?.Information(informationRecord);
        if (Context.Diagnostics is { IsCapturing: true }) return;
        if (isHostText) HostStreams.WriteHostText(Context.Host.UI, informationRecord);
        else if (action != ActionPreference.SilentlyContinue) Context.Host.UI?.WriteLine(informationRecord.ToString());
    }

    internal void WriteWarning(WarningRecord record)
    {
        ActionPreference action = WarningAction;
        record.InvocationInfo ??= Invocation;
        if (action is ActionPreference.Ignore) return;
        for (CommandRuntime? runtime = this; runtime is not null; runtime =
            runtime._enclosing) runtime._warningVariable?.Add(record);
        if (action == ActionPreference.Stop) Report(record, Streams.Warning, HostStreams.Warning);
        if (action == ActionPreference.Stop) throw Stopped("WarningPreference", record.Message);
        if (action != ActionPreference.SilentlyContinue) Report(record, Streams.Warning, HostStreams.Warning);
    }

    internal void WriteVerbose(VerboseRecord record)
    {
        record.InvocationInfo ??= Invocation;
        Message(record, VerboseAction, Streams.Verbose, HostStreams.Verbose, "VerbosePreference");
    }

    internal void WriteDebug(DebugRecord record)
    {
        record.InvocationInfo ??= Invocation;
        Message(record, DebugAction, Streams.Debug, HostStreams.Debug, "DebugPreference");
    }

    /// <summary>Deals with a non-terminating error as the preference says.</summary>
    internal void WriteErrorRecord(ErrorRecord record, ActionPreference action)
    {
        Context.AddStackTrace(record);
        if (Pipeline is not null) Pipeline.Failed = true;
        if (action == ActionPreference.Ignore) return;
        if (action == ActionPreference.Stop)
        {
            NoteError(record);
            throw new ActionPreferenceStopException(record);
        }

        NoteError(record);
        Context.RecordError(record);
        if (action != ActionPreference.SilentlyContinue) Context.ShowError(record, Streams.Error);
    }

    internal bool IsGiven(string parameter) => Invocation.BoundParameters.ContainsKey(parameter);

    private static ActionPreferenceStopException Stopped(string preference, string message) =>
        new((InvocationInfo?)null,
        $"The running command stopped because the preference variable \"{preference}\" or common parameter is set "
            + $"to Stop: {message}");

    private void Message(
        InformationalRecord record, ActionPreference action, IOutputPipe? pipe, Action<ExecutionContext,
            InformationalRecord> host, string name)
    {
        if (action is ActionPreference.Ignore or ActionPreference.SilentlyContinue) return;
        Report(record, pipe, host);
        if (action == ActionPreference.Stop) throw Stopped(name, record.Message);
    }

    private void Report(InformationalRecord record, IOutputPipe? pipe, Action<ExecutionContext,
        InformationalRecord> host)
    {
        if (pipe is not null) pipe.Add(PSObject.AsPSObject(record));
        else host(Context, record);
    }

    private ActionPreference Preference(string variable, ActionPreference otherwise)
    {
        object? value = Context.CurrentSession.GetVariableValue(variable);
        return value switch
        {
            ActionPreference preference => preference,
            null => otherwise,
            _ => LanguagePrimitives.ConvertTo<ActionPreference>(value),
        };
    }
}
