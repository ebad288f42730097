namespace System.Management.Automation;

/// <summary>An exception that carries an error record.</summary>
public interface IContainsErrorRecord
{
    /// <summary>The record.</summary>
    ErrorRecord ErrorRecord { get; }
}
