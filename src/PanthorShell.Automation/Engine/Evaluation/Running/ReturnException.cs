namespace System.Management.Automation.Evaluation;

/// <summary>A <c>return</c> inside an expression on its way to the end of its script block.</summary>
internal sealed class ReturnException : FlowControlException
{
}
