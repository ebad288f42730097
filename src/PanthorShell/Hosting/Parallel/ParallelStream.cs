namespace PanthorShell.Hosting;

/// <summary>Where a record of a parallel script block goes.</summary>
internal enum ParallelStream
{
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
    Progress,
    Text,
}
