namespace System.Management.Automation;

/// <summary>A place for a value that a method call fills.</summary>
public class PSReference
{
    /// <summary>Creates the place with a value.</summary>
    public PSReference(object? value)
    {
        Value = value;
    }

    /// <summary>The value.</summary>
    public virtual object? Value { get; set; }
}
