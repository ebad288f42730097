using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>A stack of locations.</summary>
public sealed class PathInfoStack : Stack<PathInfo>
{
    internal PathInfoStack(string name)
    {
        Name = name;
    }

    /// <summary>The name of the stack.</summary>
    public string Name { get; }
}
