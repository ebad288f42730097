namespace System.Management.Automation;

/// <summary>An <c>exit</c> statement on its way to the script file or the host.</summary>
internal sealed class ExitException : FlowControlException
{
    internal ExitException(object? argument)
    {
        Argument = argument;
    }

    /// <summary>The exit code as the script gave it.</summary>
    internal object? Argument { get; }
}
