namespace System.Management.Automation;

/// <summary>A place in a script.</summary>
public sealed class PSToken
{
    internal PSToken()
    {
    }
}
