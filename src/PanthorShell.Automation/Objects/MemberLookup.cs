using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Xml;

namespace System.Management.Automation;

/// <summary>Finds members of objects.</summary>
internal static class MemberLookup
{
    /// <summary>The member of a name, or null.</summary>
    internal static PSMemberInfo? Find(object target, string name)
    {
        PSObject? wrapper = target as PSObject;
        if (wrapper is null && NeedsWrapper(target)) wrapper = PSObject.AsPSObject(target);
        if (wrapper?.InstanceMembers?[name] is { } own) return own;
        object root = wrapper is null ? target : wrapper.BaseObject;
        if (TypeTable.Current.Find(target, name) is { } data)
        {
            return data.Bind(wrapper is { IsCustom: true } ? wrapper : target);
        }

        if (root is PSCustomObject) return Reserved(wrapper!, name) ?? DotNetMembers.Of(typeof(PSCustomObject))
            .Bind(root, name);
        if (root is XmlNode node && XmlMembers.Find(node, name) is { } xml) return xml;
        return DotNetMembers.Of(root.GetType()).Bind(root, name)
            ?? Reserved(wrapper ?? PSObject.AsPSObject(target), name);
    }

    /// <summary>All members: added ones, those of the type data, those of .NET.</summary>
    internal static IEnumerable<PSMemberInfo> All(PSObject owner)
    {
        if (owner.InstanceMembers is { } own)
        {
            foreach (PSMemberInfo member in own) yield return member;
        }

        foreach (PSMemberInfo member in TypeTable.Current.All(owner))
        {
            yield return member.Bind(owner);
        }

        object root = owner.BaseObject;
        if (root is XmlNode node)
        {
            foreach (PSMemberInfo member in XmlMembers.All(node)) yield return member;
        }

        foreach (PSMemberInfo member in DotNetMembers.Of(root.GetType()).BindAll(root))
        {
            if (root is not PSCustomObject || member is PSMethod) yield return member;
        }
    }

    private static bool NeedsWrapper(object target) => target is not (string or ValueType);

    private static PSMemberInfo? Reserved(PSObject owner, string name)
    {
        switch (name.ToLowerInvariant())
        {
            case "psobject":
                return new PSMemberSetProxy("psobject", owner);
            case "pstypenames":
                return new PSNoteProperty("pstypenames", owner.TypeNames);
            case PSObject.BaseObjectMemberSetName:
            case PSObject.AdaptedMemberSetName:
                return new PSNoteProperty(name, owner.BaseObject is PSCustomObject ? owner : owner.BaseObject);
            case PSObject.ExtendedMemberSetName:
                return new PSMemberSet(PSObject.ExtendedMemberSetName, owner.InstanceMembers
                    ?? new PSMemberInfoList<PSMemberInfo>());
            default:
                return null;
        }
    }
}
