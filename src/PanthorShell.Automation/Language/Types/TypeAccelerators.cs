using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Security;
using System.Text.RegularExpressions;
using System.Threading;

namespace System.Management.Automation.Language;

/// <summary>The short names of types, as PowerShell has them.</summary>
internal static class TypeAccelerators
{
    internal static Dictionary<string, Type> Table { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["array"] = typeof(Array),
        ["bool"] = typeof(bool),
        ["byte"] = typeof(byte),
        ["char"] = typeof(char),
        ["datetime"] = typeof(DateTime),
        ["decimal"] = typeof(decimal),
        ["double"] = typeof(double),
        ["float"] = typeof(float),
        ["single"] = typeof(float),
        ["guid"] = typeof(Guid),
        ["hashtable"] = typeof(Hashtable),
        ["int"] = typeof(int),
        ["int16"] = typeof(short),
        ["int32"] = typeof(int),
        ["int64"] = typeof(long),
        ["short"] = typeof(short),
        ["long"] = typeof(long),
        ["sbyte"] = typeof(sbyte),
        ["uint"] = typeof(uint),
        ["uint16"] = typeof(ushort),
        ["uint32"] = typeof(uint),
        ["uint64"] = typeof(ulong),
        ["ushort"] = typeof(ushort),
        ["ulong"] = typeof(ulong),
        ["bigint"] = typeof(BigInteger),
        ["string"] = typeof(string),
        ["object"] = typeof(object),
        ["regex"] = typeof(Regex),
        ["timespan"] = typeof(TimeSpan),
        ["type"] = typeof(Type),
        ["uri"] = typeof(Uri),
        ["version"] = typeof(Version),
        ["void"] = typeof(void),
        ["xml"] = typeof(Xml.XmlDocument),
        ["ipaddress"] = typeof(IPAddress),
        ["cultureinfo"] = typeof(CultureInfo),
        ["securestring"] = typeof(SecureString),
        ["ordered"] = typeof(OrderedDictionary),
        ["cancellationtoken"] = typeof(CancellationToken),
    };

    /// <summary>The short names of types of this assembly, in its main namespace.</summary>
    internal static Dictionary<string, string> Own { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["psobject"] = "PSObject",
        ["pscustomobject"] = "PSCustomObject",
        ["pscredential"] = "PSCredential",
        ["ref"] = "PSReference",
        ["scriptblock"] = "ScriptBlock",
        ["switch"] = "SwitchParameter",
        ["psvariable"] = "PSVariable",
        ["psnoteproperty"] = "PSNoteProperty",
        ["psscriptproperty"] = "PSScriptProperty",
        ["psscriptmethod"] = "PSScriptMethod",
        ["psaliasproperty"] = "PSAliasProperty",
        ["wildcardpattern"] = "WildcardPattern",
        ["psmoduleinfo"] = "PSModuleInfo",
        ["powershell"] = "PowerShell",
        ["runspace"] = "Runspaces.Runspace",
        ["runspacefactory"] = "Runspaces.RunspaceFactory",
        ["initialsessionstate"] = "Runspaces.InitialSessionState",
        ["pstypenameattribute"] = "PSTypeNameAttribute",
    };
}
