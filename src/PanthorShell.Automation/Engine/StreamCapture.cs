namespace System.Management.Automation;

/// <summary>Collects the streams of a pipeline that C# has started.</summary>
internal sealed class StreamCapture(PSDataStreams streams)
{
    internal bool IsCapturing { get; set; } = true;

    internal void Error(ErrorRecord record) => streams.Error.Add(record);

    internal void Warning(WarningRecord record) => streams.Warning.Add(record);

    internal void Verbose(VerboseRecord record) => streams.Verbose.Add(record);

    internal void Debug(DebugRecord record) => streams.Debug.Add(record);

    internal void Progress(ProgressRecord record) => streams.Progress.Add(record);

    internal void Information(InformationRecord record) => streams.Information.Add(record);
}
