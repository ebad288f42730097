namespace PanthorShell.Hosting;

/// <summary>What a parallel script block wrote, on its way to the pipeline's thread.</summary>
internal readonly record struct ParallelRecord(ParallelStream Stream, object? Value);
