using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads the comment help of functions and scripts, and makes help from the parameters alone.</summary>
internal static partial class CommentHelp
{
    public static HelpContent? Find(CommandInfo command)
    {
        string text = command switch
        {
            FunctionInfo function => function.ScriptBlock.ToString(),
            ExternalScriptInfo script => script.ScriptContents,
            _ => "",
        };
        Match comment = BlockComment().Match(text);
        if (!comment.Success || !Keyword().IsMatch(comment.Groups[1].Value)) return null;

        HelpContent content = FromParameters(command);
        content.IsWritten = true;
        Fill(content, comment.Groups[1].Value);
        return content;
    }

    /// <summary>What the command's parameters tell.</summary>
    public static HelpContent FromParameters(CommandInfo command)
    {
        var content = new HelpContent
        {
            Name = command.Name,
            Category = command.CommandType.ToString(),
            ModuleName = command.ModuleName ?? "",
            IsWritten = false,
        };
        foreach (CommandParameterSetInfo set in command.ParameterSets) content.Syntax.Add(command.Name + " " + set);
        foreach (ParameterMetadata parameter in command.Parameters.Values)
        {
            if (Cmdlet.CommonParameters.Contains(parameter.Name)
                || Cmdlet.OptionalCommonParameters.Contains(parameter.Name)) continue;
            content.Parameters.Add(Parameter(parameter));
        }

        content.Synopsis = content.Syntax.Count > 0 ? content.Syntax[0] : "";
        return content;
    }

    private static HelpParameter Parameter(ParameterMetadata parameter)
    {
        ParameterSetMetadata? set = parameter.ParameterSets.Values.FirstOrDefault();
        var pipeline = new List<string>();
        if (set?.ValueFromPipeline == true) pipeline.Add("ByValue");
        if (set?.ValueFromPipelineByPropertyName == true) pipeline.Add("ByPropertyName");
        return new HelpParameter
        {
            Name = parameter.Name,
            Type = parameter.ParameterType.Name,
            Value = parameter.ParameterType.Name,
            IsSwitch = parameter.SwitchParameter,
            Required = set?.IsMandatory == true ? "true" : "false",
            Position = set is null || set.Position < 0 ? "named" : (set.Position + 1)
                .ToString(CultureInfo.InvariantCulture),
            Default = parameter.SwitchParameter ? "False" : "",
            PipelineInput = pipeline.Count == 0 ? "false" : "true (" + string.Join(", ", pipeline) + ")",
            Aliases = string.Join(", ", parameter.Aliases),
        };
    }

    private static void Fill(HelpContent content, string comment)
    {
        MatchCollection marks = Keyword().Matches(comment);
        content.Synopsis = "";
        for (int i = 0; i < marks.Count; i++)
        {
            int start = marks[i].Index + marks[i].Length;
            int end = i + 1 < marks.Count ? marks[i + 1].Index : comment.Length;
            string text = Unindent(comment[start..end]);
            string argument = marks[i].Groups[2].Value.Trim();
            switch (marks[i].Groups[1].Value.ToUpperInvariant())
            {
                case "SYNOPSIS":
                    content.Synopsis = text;
                    break;
                case "DESCRIPTION":
                    content.Description.Add(text);
                    break;
                case "PARAMETER":
                    content.Parameters.Find(known =>
                        known.Name.Equals(argument, StringComparison.OrdinalIgnoreCase))?.Description.Add(text);
                    break;
                case "EXAMPLE":
                    AddExample(content, text);
                    break;
                case "INPUTS":
                    content.Inputs.Add(text);
                    break;
                case "OUTPUTS":
                    content.Outputs.Add(text);
                    break;
                case "NOTES":
                    content.Notes.Add(text);
                    break;
                case "LINK":
                    content.Links.Add(new HelpLink(text, ""));
                    break;
            }
        }
    }

    private static void AddExample(HelpContent content, string text)
    {
        string[] parts = text.Split("\n\n", 2);
        string title = $"-------------------------- EXAMPLE {content.Examples.Count + 1} --------------------------";
        List<string> remarks = [parts.Length > 1 ? parts[1] : "", "", "", "", ""];
        content.Examples.Add(new HelpExample(title, "PS > ", parts[0], remarks));
    }

    private static string Unindent(string text)
    {
        string[] lines = text.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..].TrimEnd() : line.Trim()))
            .Trim('\n');
    }

    [GeneratedRegex("<#(.*?)#>", RegexOptions.Singleline)]
    private static partial Regex BlockComment();

    [GeneratedRegex(@"^[ \t]*\.([A-Za-z]+)[ \t]*([^\r\n]*)\r?$", RegexOptions.Multiline)]
    private static partial Regex Keyword();
}
