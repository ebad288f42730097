using System.Collections.Generic;
using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Gives further names to a parameter or a command.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class)]
public sealed class AliasAttribute : ParsingBaseAttribute
{
    private readonly string[] _aliasNames;

    /// <summary>Creates the attribute with the given names.</summary>
    public AliasAttribute(params string[] aliasNames)
    {
        ArgumentNullException.ThrowIfNull(aliasNames);
        _aliasNames = aliasNames;
    }

    /// <summary>The names.</summary>
    public IList<string> AliasNames => _aliasNames;
}
