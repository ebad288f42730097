using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>What <c>$x.PSObject</c> gives: the wrapper as an object of its own.</summary>
internal sealed class PSObjectView
{
    private readonly PSObject _owner;

    internal PSObjectView(PSObject owner)
    {
        _owner = owner;
    }

    /// <summary>All members.</summary>
    public PSMemberInfoCollection<PSMemberInfo> Members => _owner.Members;

    /// <summary>The properties.</summary>
    public PSMemberInfoCollection<PSPropertyInfo> Properties => _owner.Properties;

    /// <summary>The methods.</summary>
    public PSMemberInfoCollection<PSMethodInfo> Methods => _owner.Methods;

    /// <summary>The type names.</summary>
    public Collection<string> TypeNames => _owner.TypeNames;

    /// <summary>The wrapped object, through all wrappers.</summary>
    public object BaseObject => _owner.BaseObject;

    /// <summary>The wrapped object.</summary>
    public object ImmediateBaseObject => _owner.ImmediateBaseObject;

    /// <summary>A copy.</summary>
    public PSObject Copy() => _owner.Copy();

    public override string ToString() => _owner.ToString();
}
