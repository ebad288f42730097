using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A program of the operating system.</summary>
public class ApplicationInfo : CommandInfo
{
    internal ApplicationInfo(string name, string path, ExecutionContext? context)
        : base(name, CommandTypes.Application, context)
    {
        Path = path;
        Extension = IO.Path.GetExtension(path);
    }

    /// <summary>The path of the program.</summary>
    public string Path { get; }

    /// <summary>The extension of the program.</summary>
    public string Extension { get; }

    /// <inheritdoc/>
    public override string Definition => Path;

    /// <inheritdoc/>
    public override string Source => Path;

    /// <inheritdoc/>
    public override Version? Version => new(0, 0, 0, 0);

    /// <inheritdoc/>
    public override ReadOnlyCollection<PSTypeName> OutputType { get; } = new([new PSTypeName(typeof(string))]);
}
