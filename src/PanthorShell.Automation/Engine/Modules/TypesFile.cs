using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Xml;
using System.Xml.Linq;

namespace System.Management.Automation;

/// <summary>Reads types.ps1xml files.</summary>
internal static class TypesFile
{
    internal static List<TypeData> Read(string path, SessionStateInternal? session)
    {
        List<TypeData> result = [];
        XDocument document;
        try
        {
            document = XDocument.Load(path);
        }
        catch (Exception e) when (e is XmlException or IOException)
        {
            throw new RuntimeException(ErrorCategory.InvalidData, null, null, "TypesXmlUpdateException",
                $"The following error occurred while loading the extended type data file: {path}: {e.Message}", e);
        }

        foreach (XElement type in document.Root!.Elements("Type"))
        {
            TypeData data = new(Value(type, "Name") ?? throw Wrong(path, "A type has no name."));
            if (type.Element("Members") is { } members) Fill(data, members, session, path);
            if (Value(type, "TypeConverter") is not null || type.Element("TypeAdapter") is not null)
            {
                data.TypeConverter = type.Element("TypeConverter") is { } converter
                    ? TypeLookup.Find(Value(converter, "TypeName") ?? string.Empty)
                    : null;
            }

            result.Add(data);
        }

        return result;
    }

    private static void Fill(TypeData data, XElement members, SessionStateInternal? session, string path)
    {
        foreach (XElement member in members.Elements())
        {
            string name = Value(member, "Name") ?? string.Empty;
            switch (member.Name.LocalName)
            {
                case "NoteProperty":
                    data.Members[name] = new NotePropertyData(name, Value(member, "Value"));
                    break;
                case "AliasProperty":
                    Type? type = Value(member, "TypeName") is { } typeName ? TypeLookup.Find(typeName) : null;
                    data.Members[name] = new AliasPropertyData(name, Value(member, "ReferencedMemberName")
                        ?? string.Empty, type);
                    break;
                case "ScriptProperty":
                    data.Members[name] = new ScriptPropertyData(name, Script(member, "GetScriptBlock", session),
                        Script(member, "SetScriptBlock", session));
                    break;
                case "ScriptMethod":
                    data.Members[name] = new ScriptMethodData(name, Script(member, "Script", session)
                        ?? throw Wrong(path, "A method has no script."));
                    break;
                case "CodeProperty":
                    data.Members[name] = new CodePropertyData(name, Method(member, "GetCodeReference"),
                        Method(member, "SetCodeReference"));
                    break;
                case "CodeMethod":
                    data.Members[name] = new CodeMethodData(name, Method(member, "CodeReference")
                        ?? throw Wrong(path, "A code method is missing."));
                    break;
                case "PropertySet":
                    data.Members[name] = new PropertySetData(name, Names(member));
                    break;
                case "MemberSet" when name == "PSStandardMembers":
                    Standard(data, member);
                    break;
                default:
                    throw Wrong(path,
                        $"The member kind '{member.Name.LocalName}' is not supported by PanthorShell; run this in "
                        + $"PowerShell.");
            }
        }
    }

    private static void Standard(TypeData data, XElement set)
    {
        foreach (XElement member in set.Elements("Members").Elements())
        {
            string? value = Value(member, "Value");
            switch (Value(member, "Name"))
            {
                case "DefaultDisplayPropertySet": data.DefaultDisplayPropertySet =
                    new PropertySetData(Names(member)); break;
                case "DefaultKeyPropertySet": data.DefaultKeyPropertySet = new PropertySetData(Names(member)); break;
                case "DefaultDisplayProperty": data.DefaultDisplayProperty = value; break;
                case "SerializationDepth": data.SerializationDepth =
                    uint.Parse(value ?? "0", CultureInfo.InvariantCulture); break;
                case "SerializationMethod": data.SerializationMethod = value; break;
            }
        }
    }

    private static string[] Names(XElement member) =>
        [.. member.Elements("ReferencedProperties").Elements("Name").Select(static e => e.Value.Trim())];

    private static ScriptBlock? Script(XElement member, string element, SessionStateInternal? session) =>
        Value(member, element) is { } text ? ScriptBlock.Parse(text, null, session) : null;

    private static MethodInfo? Method(XElement member, string element)
    {
        if (member.Element(element) is not { } reference) return null;
        Type? type = TypeLookup.Find(Value(reference, "TypeName") ?? string.Empty);
        return type?.GetMethod(Value(reference, "MethodName") ?? string.Empty,
            BindingFlags.Public | BindingFlags.Static);
    }

    private static string? Value(XElement parent, string name) => parent.Element(name)?.Value.Trim();

    private static RuntimeException Wrong(string path, string text) =>
        new(ErrorCategory.InvalidData, null, null, "TypesXmlUpdateException",
        $"The following error occurred while loading the extended type data file: {path}: {text}", null);
}
