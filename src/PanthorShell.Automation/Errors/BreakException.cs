namespace System.Management.Automation;

/// <summary>A <c>break</c> on its way to its loop.</summary>
public sealed class BreakException : LoopFlowException
{
    internal BreakException(string? label = null)
        : base(label)
    {
    }
}
