using System.Collections.Generic;
using System.Xml;

namespace System.Management.Automation;

/// <summary>The attributes and child elements of an XML node as properties.</summary>
internal static class XmlMembers
{
    internal static PSMemberInfo? Find(XmlNode node, string name)
    {
        List<object?> values = [];
        if (node.Attributes is { } attributes)
        {
            foreach (XmlAttribute attribute in attributes)
            {
                if (attribute.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase)) values.Add(attribute.Value);
            }
        }

        foreach (XmlNode child in node.ChildNodes)
        {
            if (child.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase)) values.Add(ValueOf(child));
        }

        return values.Count switch
        {
            0 => null,
            1 => new PSNoteProperty(name, values[0]),
            _ => new PSNoteProperty(name, values.ToArray()),
        };
    }

    internal static IEnumerable<PSMemberInfo> All(XmlNode node)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        if (node.Attributes is { } attributes)
        {
            foreach (XmlAttribute attribute in attributes)
            {
                if (names.Add(attribute.LocalName)) yield return Find(node, attribute.LocalName)!;
            }
        }

        foreach (XmlNode child in node.ChildNodes)
        {
            if (names.Add(child.LocalName)) yield return Find(node, child.LocalName)!;
        }
    }

    private static object ValueOf(XmlNode child)
    {
        bool leaf = child.Attributes is null or { Count: 0 };
        foreach (XmlNode inner in child.ChildNodes)
        {
            if (inner.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA)) leaf = false;
        }

        return child.NodeType switch
        {
            XmlNodeType.Element => leaf ? child.InnerText : child,
            XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Comment => child.Value ?? string.Empty,
            _ => child is XmlDeclaration ? child.InnerText : child,
        };
    }
}
