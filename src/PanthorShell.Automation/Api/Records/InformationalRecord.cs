using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>The base of warnings, verbose and debug messages.</summary>
public abstract class InformationalRecord
{
    internal InformationalRecord(string message)
    {
        Message = message;
    }

    /// <summary>The message.</summary>
    public string Message { get; set; }

    /// <summary>The call that wrote it.</summary>
    public InvocationInfo? InvocationInfo { get; internal set; }

    /// <summary>The iterations of the pipeline in which it was written.</summary>
    public ReadOnlyCollection<int> PipelineIterationInfo { get; } = new([]);

    /// <inheritdoc/>
    public override string ToString() => Message;
}
