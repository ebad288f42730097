using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <summary>Where the streams beside the output go; null is the host.</summary>
internal sealed class StreamSet
{
    internal IOutputPipe? Error { get; set; }

    internal IOutputPipe? Warning { get; set; }

    internal IOutputPipe? Verbose { get; set; }

    internal IOutputPipe? Debug { get; set; }

    internal IOutputPipe? Information { get; set; }

    internal StreamSet Copy() => (StreamSet)MemberwiseClone();
}
