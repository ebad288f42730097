namespace System.Management.Automation;

/// <summary>The base of what leaves a script without being an error.</summary>
public abstract class FlowControlException : SystemException
{
    internal FlowControlException()
    {
    }
}
