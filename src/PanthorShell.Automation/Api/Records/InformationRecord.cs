using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>A record of the information stream.</summary>
public class InformationRecord
{
    /// <summary>Creates a record.</summary>
    public InformationRecord(object messageData, string source)
    {
        MessageData = messageData;
        Source = source;
        TimeGenerated = DateTime.Now;
        User = Environment.UserName;
        Computer = Environment.MachineName;
        ProcessId = (uint)Environment.ProcessId;
        ManagedThreadId = (uint)Environment.CurrentManagedThreadId;
    }

    /// <summary>The message.</summary>
    public object MessageData { get; }

    /// <summary>The script or command.</summary>
    public string Source { get; set; }

    /// <summary>When.</summary>
    public DateTime TimeGenerated { get; set; }

    /// <summary>The tags.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>The user.</summary>
    public string User { get; set; }

    /// <summary>The computer.</summary>
    public string Computer { get; set; }

    /// <summary>The process.</summary>
    public uint ProcessId { get; set; }

    /// <summary>The thread of the operating system.</summary>
    public uint NativeThreadId { get; set; }

    /// <summary>The thread.</summary>
    public uint ManagedThreadId { get; set; }

    /// <inheritdoc/>
    public override string ToString() => MessageData?.ToString() ?? string.Empty;
}
