namespace System.Management.Automation;

/// <summary>The end of everything, asked for by a debugger or by Ctrl+C.</summary>
public sealed class TerminateException : FlowControlException
{
}
