using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PanthorShell.Hosting;

/// <summary>The members that PowerShell adds to types of .NET.</summary>
internal static class CoreTypes
{
    public static void AddTo(TypeTable types)
    {
        Script(types, "System.DateTime", "DateTime", "\"$($this.ToLongDateString()) $($this.ToLongTimeString())\"");
        Script(types, "System.Guid", "Guid", "$this.ToString()");
        Script(types, "System.IO.FileInfo", "BaseName", "[System.IO.Path]::GetFileNameWithoutExtension($this.Name)");
        Script(types, "System.IO.DirectoryInfo", "BaseName", "$this.Name");
        Alias(types, "System.Collections.DictionaryEntry", "Name", "Key");
        Alias(types, "System.Array", "Count", "Length");
        Alias(types, "System.Diagnostics.Process", "Name", "ProcessName");
        Alias(types, "System.Diagnostics.Process", "PM", "PagedMemorySize64");
        Alias(types, "System.Diagnostics.Process", "WS", "WorkingSet64");
        Alias(types, "System.Diagnostics.Process", "VM", "VirtualMemorySize64");
        Script(types, "System.Diagnostics.Process", "CPU", "$this.TotalProcessorTime.TotalSeconds");
    }

    private static void Script(TypeTable types, string type, string name, string script)
    {
        var data = new TypeData(type);
        data.Members.Add(name, new ScriptPropertyData(name, ScriptBlock.Create(script)));
        types.Add(data, force: true);
    }

    private static void Alias(TypeTable types, string type, string name, string target)
    {
        var data = new TypeData(type);
        data.Members.Add(name, new AliasPropertyData(name, target));
        types.Add(data, force: true);
    }
}
