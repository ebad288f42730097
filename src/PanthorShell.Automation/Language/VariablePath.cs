namespace System.Management.Automation;

/// <summary>The name of a variable with its scope or drive, such as `script:count` or `env:PATH`.</summary>
public class VariablePath
{
    /// <summary>Parses a variable name as written behind the dollar sign.</summary>
    /// <param name="path">The name; braces already removed.</param>
    public VariablePath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        UserPath = path;
        Name = path;
        int colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return;
        string prefix = path[..colon];
        string rest = path[(colon + 1)..];
        switch (prefix.ToLowerInvariant())
        {
            case "global": IsGlobal = true; Name = rest; break;
            case "local": IsLocal = true; Name = rest; break;
            case "private": IsPrivate = true; Name = rest; break;
            case "script": IsScript = true; Name = rest; break;
            case "variable": Name = rest; break;
            default: DriveName = prefix; break;
        }
    }

    /// <summary>The name as written.</summary>
    public string UserPath { get; }

    /// <summary>Whether the scope is `global:`.</summary>
    public bool IsGlobal { get; }

    /// <summary>Whether the scope is `local:`.</summary>
    public bool IsLocal { get; }

    /// <summary>Whether the scope is `private:`.</summary>
    public bool IsPrivate { get; }

    /// <summary>Whether the scope is `script:`.</summary>
    public bool IsScript { get; }

    /// <summary>Whether neither scope nor drive is given.</summary>
    public bool IsUnqualified => UserPath.Length == Name.Length && DriveName is null;

    /// <summary>Whether it is a variable without a scope.</summary>
    public bool IsUnscopedVariable => IsVariable && !(IsGlobal || IsLocal || IsPrivate || IsScript);

    /// <summary>Whether it names a variable, not an item of another drive.</summary>
    public bool IsVariable => DriveName is null;

    /// <summary>Whether it names an item of a drive, such as `env:PATH`.</summary>
    public bool IsDriveQualified => DriveName is not null;

    /// <summary>Whether it is a value that the caller of another runspace hands over: `using:name`.</summary>
    internal bool IsUsing => DriveName is not null && DriveName.Equals("using", StringComparison.OrdinalIgnoreCase);

    /// <summary>The drive, or null.</summary>
    public string? DriveName { get; }

    /// <summary>The variable name without its scope; for a drive the whole path.</summary>
    internal string Name { get; }

    /// <summary>The name as written.</summary>
    public override string ToString() => UserPath;
}
