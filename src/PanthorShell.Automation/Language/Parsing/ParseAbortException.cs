namespace System.Management.Automation.Language;

/// <summary>Leaves the parser at the first error, which is already recorded.</summary>
internal sealed class ParseAbortException : Exception
{
    internal ParseAbortException()
        : base("The script has a syntax error.")
    {
    }
}
