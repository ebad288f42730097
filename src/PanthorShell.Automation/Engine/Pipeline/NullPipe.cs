using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <summary>Forgets output.</summary>
internal sealed class NullPipe : IOutputPipe
{
    internal static readonly NullPipe Instance = new();

    public void Add(object? value)
    {
    }
}
