using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Help as the objects that scripts read.</summary>
internal static class HelpObjects
{
    /// <param name="content">The help.</param>
    /// <param name="view">FullView, DetailedView, ExamplesView, or empty.</param>
    public static PSObject Make(HelpContent content, string view)
    {
        PSObject help = Named(view.Length == 0 ? "MamlCommandHelpInfo" : "MamlCommandHelpInfo#" + view);
        Add(help, "details", Of(("name", content.Name), ("description", Texts([content.Synopsis]))));
        Add(help, "Name", content.Name);
        Add(help, "Category", content.Category);
        Add(help, "Synopsis", content.Synopsis);
        Add(help, "ModuleName", content.ModuleName);
        Add(help, "Component", null);
        Add(help, "Role", null);
        Add(help, "Functionality", null);
        Add(help, "syntax",
            Of(("syntaxItem", content.Syntax.Select(text => Of(("name", content.Name), ("text", text))).ToArray())));
        Add(help, "description", Texts(content.Description));
        Add(help, "parameters", Of(("parameter", content.Parameters.Select(Parameter).ToArray())));
        Add(help, "inputTypes", Of(("inputType", content.Inputs.Select(Typed).ToArray())));
        Add(help, "returnValues", Of(("returnValue", content.Outputs.Select(Typed).ToArray())));
        Add(help, "alertSet", Of(("alert", Texts(content.Notes))));
        Add(help, "examples", content.Examples.Count == 0 ? null
            : Of(("example", content.Examples.Select(Example).ToArray())));
        Add(help, "relatedLinks", content.Links.Count == 0
            ? null
            : Of(("navigationLink", content.Links.Select(link => Of(("linkText", link.Text), ("uri", link.Uri)))
                .ToArray())));
        help.Members.Add(new PSNoteProperty("HelpContent", content) { IsHidden = true });
        return help;
    }

    public static PSObject Parameter(HelpParameter parameter)
    {
        PSObject result = Named("MamlCommandHelpInfo#parameter");
        Add(result, "name", parameter.Name);
        Add(result, "defaultValue", parameter.Default);
        Add(result, "parameterValue", parameter.Value);
        Add(result, "type", Of(("name", parameter.Type)));
        Add(result, "description", Texts(parameter.Description));
        Add(result, "required", parameter.Required);
        Add(result, "globbing", parameter.Globbing);
        Add(result, "pipelineInput", parameter.PipelineInput);
        Add(result, "position", parameter.Position);
        Add(result, "aliases", parameter.Aliases);
        result.Members.Add(new PSNoteProperty("HelpContent", parameter) { IsHidden = true });
        return result;
    }

    private static PSObject Example(HelpExample example) => Of(
        ("introduction", Texts([example.Introduction])),
        ("title", example.Title),
        ("code", example.Code),
        ("remarks", Texts(example.Remarks)));

    private static PSObject Typed(string name) => Of(("type", Of(("name", name))));

    private static PSObject[] Texts(IEnumerable<string> texts) => [.. texts.Select(text => Of(("Text", text)))];

    private static PSObject Named(string typeName)
    {
        var target = new PSObject();
        target.TypeNames.Clear();
        target.TypeNames.Add(typeName);
        if (typeName.Contains('#', StringComparison.Ordinal)) target.TypeNames.Add("MamlCommandHelpInfo");
        target.TypeNames.Add("HelpInfo");
        return target;
    }

    private static PSObject Of(params (string Name, object? Value)[] properties)
    {
        var target = new PSObject();
        foreach ((string name, object? value) in properties) Add(target, name, value);
        return target;
    }

    private static void Add(PSObject target, string name, object? value) =>
        target.Properties.Add(new PSNoteProperty(name, value));
}
