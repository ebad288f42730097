namespace System.Management.Automation;

/// <summary>A <c>continue</c> on its way to its loop.</summary>
public sealed class ContinueException : LoopFlowException
{
    internal ContinueException(string? label = null)
        : base(label)
    {
    }
}
