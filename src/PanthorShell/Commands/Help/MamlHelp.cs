using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads the help of cmdlets from MAML files beside their modules.</summary>
internal static class MamlHelp
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Time), XElement> s_files = new();

    /// <summary>The help of a command in its module's help file; null when there is none.</summary>
    public static HelpContent? Find(CommandInfo command)
    {
        string? folder = command.Module?.ModuleBase;
        string file = command is CmdletInfo cmdlet ? cmdlet.HelpFile : "";
        if (string.IsNullOrEmpty(folder)) return null;

        foreach (string path in Candidates(folder, file, command))
        {
            if (!File.Exists(path)) continue;
            XElement root = s_files.GetOrAdd((path, File.GetLastWriteTimeUtc(path)), key =>
                XDocument.Load(key.Path).Root!);
            XElement? found = root.Elements().FirstOrDefault(element => element.Name.LocalName == "command"
                && Value(Child(element, "details"), "name").Equals(command.Name, StringComparison.OrdinalIgnoreCase));
            if (found is not null) return Read(found, command);
        }

        return null;
    }

    private static IEnumerable<string> Candidates(string folder, string file, CommandInfo command)
    {
        string[] names = file.Length > 0 ? [file]
            : [command.ModuleName + "-help.xml", command.ModuleName + "-Help.xml"];
        string assembly = command is CmdletInfo cmdlet
            ? Path.GetDirectoryName(cmdlet.ImplementingType.Assembly.Location) ?? folder : folder;
        foreach (string root in new[] { folder, assembly }.Distinct())
        {
            foreach (string culture in new[] { CultureInfo.CurrentUICulture.Name, "en-US", "en" }.Distinct())
            {
                foreach (string name in names) yield return Path.Combine(root, culture, name);
            }
        }
    }

    private static HelpContent Read(XElement element, CommandInfo command)
    {
        XElement? details = Child(element, "details");
        var content = new HelpContent
        {
            Name = command.Name,
            Category = command.CommandType.ToString(),
            ModuleName = command.ModuleName ?? "",
            Synopsis = string.Join("\n", Paragraphs(Child(details, "description"))),
        };
        content.Description.AddRange(Paragraphs(Child(element, "description")));
        foreach (XElement item in Children(Child(element, "syntax"), "syntaxItem")) content.Syntax.Add(Syntax(item));
        foreach (XElement parameter in Children(Child(element, "parameters"), "parameter"))
            content.Parameters.Add(Parameter(parameter));
        foreach (XElement input in Children(Child(element, "inputTypes"), "inputType"))
            content.Inputs.Add(TypeAndText(input));
        foreach (XElement output in Children(Child(element, "returnValues"), "returnValue"))
            content.Outputs.Add(TypeAndText(output));
        foreach (XElement alert in Children(Child(element, "alertSet"), "alert"))
            content.Notes.AddRange(Paragraphs(alert));
        foreach (XElement example in Children(Child(element, "examples"), "example"))
            content.Examples.Add(Example(example));
        foreach (XElement link in Children(Child(element, "relatedLinks"), "navigationLink"))
            content.Links.Add(new HelpLink(Value(link, "linkText"), Value(link, "uri")));
        return content;
    }

    private static HelpExample Example(XElement example) => new(
        Value(example, "title"),
        string.Join("\n", Paragraphs(Child(example, "introduction"))),
        Value(example, "code"),
        [.. Paragraphs(Child(example, "remarks"))]);

    private static string TypeAndText(XElement element)
    {
        string name = Value(Child(element, "type"), "name");
        string text = string.Join("\n", Paragraphs(Child(element, "description")));
        return text.Length > 0 ? name + "\n    " + text : name;
    }

    private static HelpParameter Parameter(XElement element)
    {
        string value = Value(element, "parameterValue");
        string type = Value(Child(element, "type"), "name");
        var parameter = new HelpParameter
        {
            Name = Value(element, "name"),
            Type = type.Length > 0 ? type : value,
            Value = value,
            IsSwitch = (value.Length == 0 ? type : value).EndsWith("SwitchParameter", StringComparison.Ordinal),
            Required = Attribute(element, "required"),
            Position = Attribute(element, "position"),
            Default = Value(element, "defaultValue"),
            PipelineInput = Attribute(element, "pipelineInput"),
            Aliases = Attribute(element, "aliases"),
            Globbing = Attribute(element, "globbing"),
        };
        parameter.Description.AddRange(Paragraphs(Child(element, "description")));
        return parameter;
    }

    private static string Syntax(XElement item)
    {
        var words = new List<string> { Value(item, "name") };
        foreach (XElement parameter in Children(item, "parameter"))
        {
            string name = "-" + Value(parameter, "name");
            string value = Value(parameter, "parameterValue");
            bool required = Attribute(parameter, "required") == "true";
            bool isSwitch = value.Length == 0 || value.EndsWith("SwitchParameter", StringComparison.Ordinal);
            if (!isSwitch && int.TryParse(Attribute(parameter, "position"), out _)) name = "[" + name + "]";
            string word = isSwitch ? name : name + " <" + value + ">";
            words.Add(required ? word : "[" + word + "]");
        }

        words.Add("[<CommonParameters>]");
        return string.Join(' ', words);
    }

    private static IEnumerable<string> Paragraphs(XElement? element)
    {
        if (element is null) return [];
        IEnumerable<string> texts = element.Elements().Where(child => child.Name.LocalName == "para")
            .Select(child => child.Value.Trim());
        return texts.Where(text => text.Length > 0);
    }

    private static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static IEnumerable<XElement> Children(XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    private static string Value(XElement? element, string name) => Child(element, name)?.Value.Trim() ?? "";

    private static string Attribute(XElement element, string name) => element.Attribute(name)?.Value ?? "";
}
