using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lays help out as Get-Help prints it.</summary>
internal static class HelpLayout
{
    public static FrameNode Build(PSObject target)
    {
        var root = new FrameNode();
        object? content = (target.Members["HelpContent"] as PSNoteProperty)?.Value;
        if (content is HelpParameter parameter) AddParameter(root, parameter, technical: true);
        else if (content is HelpContent help) AddHelp(root, help, target.TypeNames[0]);
        if (content is HelpContent) DropLastBreak(root);
        return root;
    }

    /// <summary>The printer ends the last line itself.</summary>
    private static void DropLastBreak(FrameNode frame)
    {
        if (frame.Children.Count == 0) return;
        if (frame.Children[^1] is FrameNode last) DropLastBreak(last);
        else if (frame.Children[^1] is NewLineNode) frame.Children.RemoveAt(frame.Children.Count - 1);
    }

    private static void AddHelp(FrameNode root, HelpContent help, string typeName)
    {
        bool full = typeName.EndsWith("FullView", StringComparison.Ordinal);
        bool detailed = typeName.EndsWith("DetailedView", StringComparison.Ordinal);
        bool examples = typeName.EndsWith("ExamplesView", StringComparison.Ordinal);
        Section(root, "NAME", [help.Name, ""]);
        if (!help.IsWritten)
        {
            Section(root, "SYNTAX", [.. help.Syntax.SelectMany(line => new[] { line, "" })]);
            Line(root, "");
            Section(root, "ALIASES", [help.Aliases, ""]);
            Line(root, "");
            Section(root, "REMARKS", ["None"]);
            return;
        }

        Section(root, "SYNOPSIS", [help.Synopsis, "", ""]);
        if (examples)
        {
            AddExamples(root, help);
            return;
        }

        Section(root, "SYNTAX", [.. help.Syntax.SelectMany(line => new[] { line, "" }), ""]);
        Section(root, "DESCRIPTION", [.. help.Description.SelectMany(line => new[] { line, "" })]);
        Line(root, "");
        if (full || detailed) AddParameters(root, help, full);
        if (full) AddTypes(root, help);
        if (full || detailed) AddExamples(root, help);
        if (!detailed)
            Section(root, "RELATED LINKS",
                [.. help.Links.Select(link => (link.Text + " " + link.Uri).TrimEnd() + " ")]);
        if (!detailed) Line(root, "");
        if (!full) AddRemarks(root, help.Name);
    }

    private static void AddParameters(FrameNode root, HelpContent help, bool full)
    {
        Line(root, "PARAMETERS");
        FrameNode body = Indent(root);
        foreach (HelpParameter parameter in help.Parameters) AddParameter(body, parameter, full);
        Line(body, "<CommonParameters>");
        FrameNode common = Indent(body);
        Line(common, "This cmdlet supports the common parameters: Verbose, Debug,");
        Line(common, "ErrorAction, ErrorVariable, WarningAction, WarningVariable,");
        Line(common, "OutBuffer, PipelineVariable, and OutVariable. For more information, see");
        Line(common, "about_CommonParameters (https://go.microsoft.com/fwlink/?LinkID=113216). ");
        Line(body, "");
    }

    private static void AddParameter(FrameNode frame, HelpParameter parameter, bool technical)
    {
        Line(frame, parameter.IsSwitch ? $"-{parameter.Name} [<{Value(parameter, "SwitchParameter")}>]"
            : $"-{parameter.Name} <{Value(parameter, parameter.Type)}>");
        FrameNode body = Indent(frame);
        foreach (string text in parameter.Description) Lines(body, text);
        Line(body, "");
        if (!technical) return;

        Line(body, "Required?                    " + parameter.Required);
        Line(body, "Position?                    " + parameter.Position);
        Line(body, "Default value                " + parameter.Default);
        Line(body, "Accept pipeline input?       " + parameter.PipelineInput);
        Line(body, "Aliases                      " + parameter.Aliases);
        Line(body, "Accept wildcard characters?  " + parameter.Globbing);
        Line(body, "");
    }

    private static string Value(HelpParameter parameter, string fallback) =>
        parameter.Value.Length > 0 ? parameter.Value : fallback;

    private static void AddTypes(FrameNode root, HelpContent help)
    {
        Section(root, "INPUTS", [.. help.Inputs.SelectMany(line => new[] { line, "" }), ""]);
        Section(root, "OUTPUTS", [.. help.Outputs.SelectMany(line => new[] { line, "" }), ""]);
        if (help.Notes.Count == 0) return;

        Line(root, "NOTES");
        FrameNode body = Indent(root);
        Line(body, "");
        Line(body, "");
        FrameNode notes = Indent(body);
        foreach (string note in help.Notes) Lines(notes, note);
        Line(body, "");
    }

    private static void AddExamples(FrameNode root, HelpContent help)
    {
        FrameNode body = Indent(root);
        foreach (HelpExample example in help.Examples)
        {
            Line(body, example.Title);
            Line(body, "");
            Lines(body, example.Introduction + example.Code);
            Line(body, "");
            foreach (string remark in example.Remarks) Lines(body, remark);
        }
    }

    private static void AddRemarks(FrameNode root, string name)
    {
        Section(root, "REMARKS",
        [
            $"To see the examples, type: \"Get-Help {name} -Examples\"",
            $"For more information, type: \"Get-Help {name} -Detailed\"",
            $"For technical information, type: \"Get-Help {name} -Full\"",
            $"For online help, type: \"Get-Help {name} -Online\"",
        ]);
    }

    private static void Section(FrameNode root, string title, IEnumerable<string> lines)
    {
        Line(root, title);
        FrameNode body = Indent(root);
        foreach (string line in lines) Lines(body, line);
    }

    private static FrameNode Indent(FrameNode parent)
    {
        var frame = new FrameNode { LeftIndent = 4 };
        parent.Children.Add(frame);
        return frame;
    }

    private static void Lines(FrameNode frame, string text)
    {
        foreach (string line in text.Replace("\r", "", StringComparison.Ordinal).Split('\n')) Line(frame, line);
    }

    private static void Line(FrameNode frame, string text)
    {
        frame.Children.Add(new TextNode(text));
        frame.Children.Add(new NewLineNode());
    }
}
