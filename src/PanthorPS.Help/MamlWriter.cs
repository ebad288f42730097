using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace PanthorPS.Help;

/// <summary>Writes the help of cmdlets in the form that Get-Help reads.</summary>
internal sealed class MamlWriter
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace s_help = "http://msh";

    private readonly CommentFile _docs;
    private readonly IReadOnlyList<CmdletInfo> _cmdlets;

    public MamlWriter(CommentFile docs, IReadOnlyList<CmdletInfo> cmdlets)
    {
        _docs = docs;
        _cmdlets = cmdlets;
    }

    /// <summary>The help file.</summary>
    public XDocument Write() => new(new XElement(
        s_help + "helpItems",
        new XAttribute("schema", "maml"),
        _cmdlets.Select(Command)));

    private static XElement Paras(XName name, IEnumerable<string> paragraphs) =>
        new(name, paragraphs.Select(text => new XElement(s_maml + "para", text)));

    private static string Bool(bool value) => value ? "true" : "false";

    private static XElement Name(string name) => new(s_command + "name", name);

    private XElement Command(CmdletInfo cmdlet)
    {
        string id = "T:" + cmdlet.Type.FullName;
        ParameterInfo[] all =
            [.. cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
        return new XElement(
            s_command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XElement(
                s_command + "details",
                Name(cmdlet.Name),
                new XElement(s_command + "verb", cmdlet.Verb),
                new XElement(s_command + "noun", cmdlet.Noun),
                Paras(s_maml + "description", _docs.Text(id, "summary"))),
            Paras(s_maml + "description", _docs.Text(id, "remarks")),
            new XElement(s_command + "syntax", cmdlet.Sets.Select(set => Syntax(cmdlet, set))),
            new XElement(
                s_command + "parameters",
                all.Select(parameter => Parameter(parameter, parameter.Sets[0])),
                cmdlet.SupportsShouldProcess ? ShouldProcessParameters() : null),
            Inputs(cmdlet),
            Outputs(cmdlet),
            new XElement(s_command + "examples", _docs.Examples(id).Select(Example)),
            new XElement(s_command + "relatedLinks", _docs.SeeAlso(id).Select(Link)));
    }

    private XElement Syntax(CmdletInfo cmdlet, string set)
    {
        IEnumerable<(ParameterInfo Parameter, ParameterSet Set)> members = cmdlet.Parameters
            .Select(parameter => (parameter, parameter.In(set)!))
            .Where(member => member.Item2 is not null)
            .OrderBy(member => member.Item2.Position ?? int.MaxValue)
            .ThenByDescending(member => member.Item2.IsMandatory);
        return new XElement(
            s_command + "syntaxItem",
            new XElement(s_maml + "name", cmdlet.Name),
            members.Select(member => Parameter(member.Parameter, member.Set)),
            cmdlet.SupportsShouldProcess ? ShouldProcessParameters() : null);
    }

    private static IEnumerable<XElement> ShouldProcessParameters() =>
    [
        Switch("Confirm", "Asks before the command does what it does."),
        Switch("WhatIf", "Shows what the command would do, and does nothing."),
    ];

    private static XElement Switch(string name, string description) => new(
        s_command + "parameter",
        new XAttribute("required", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", "False"),
        new XAttribute("position", "Named"),
        new XElement(s_maml + "name", name),
        Paras(s_maml + "description", [description]),
        new XElement(s_dev + "type", new XElement(s_maml + "name", "SwitchParameter")));

    private XElement Parameter(ParameterInfo parameter, ParameterSet set) => new(
        s_command + "parameter",
        new XAttribute("required", Bool(set.IsMandatory)),
        new XAttribute("globbing", Bool(parameter.SupportsWildcards)),
        new XAttribute("pipelineInput", set.PipelineText),
        new XAttribute("position", set.PositionText),
        new XElement(s_maml + "name", parameter.Name),
        Paras(s_maml + "description", _docs.Text(parameter.CommentId, "summary")),
        parameter.Values.Count == 0
            ? null
            : new XElement(
                s_command + "parameterValueGroup",
                parameter.Values.Select(value => new XElement(
                    s_command + "parameterValue",
                    new XAttribute("required", "false"),
                    value))),
        parameter.IsSwitch
            ? null
            : new XElement(s_command + "parameterValue", new XAttribute("required", "true"), parameter.TypeName),
        new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.TypeName)));

    private static XElement Inputs(CmdletInfo cmdlet) => new(
        s_command + "inputTypes",
        cmdlet.Parameters
            .Where(parameter => parameter.Sets.Any(set => set.FromPipeline))
            .Select(parameter => parameter.TypeName)
            .DefaultIfEmpty("None")
            .Select(type => new XElement(
                s_command + "inputType", new XElement(s_dev + "type", new XElement(s_maml + "name", type)))));

    private XElement Outputs(CmdletInfo cmdlet) => new(
        s_command + "returnValues",
        cmdlet.Outputs.Select(type => new XElement(
            s_command + "returnValue",
            new XElement(s_dev + "type", new XElement(s_maml + "name", type == typeof(void) ? "None" : type.FullName)),
            type.Assembly == cmdlet.Type.Assembly
                ? Paras(s_maml + "description", _docs.Text("T:" + type.FullName, "summary"))
                : null)));

    private static XElement Example((string Code, string Text) example, int index) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"Example {index + 1}"),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", new XElement(s_maml + "para", example.Text)));

    private XElement Link(string type)
    {
        string name = _cmdlets.FirstOrDefault(cmdlet => cmdlet.Type.FullName == type)?.Name ?? type;
        return new XElement(s_maml + "navigationLink", new XElement(s_maml + "linkText", name));
    }
}
