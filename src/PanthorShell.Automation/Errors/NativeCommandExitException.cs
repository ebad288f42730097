namespace System.Management.Automation;

/// <summary>A program ended with an exit code that is not 0.</summary>
public sealed class NativeCommandExitException : RuntimeException
{
    internal NativeCommandExitException(string path, int exitCode, int processId, string message, string errorId)
        : base(message)
    {
        Path = path;
        ExitCode = exitCode;
        ProcessId = processId;
        SetErrorId(errorId);
    }

    /// <summary>The program.</summary>
    public string Path { get; }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }

    /// <summary>The process.</summary>
    public int ProcessId { get; }
}
