using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>Reads the `#requires` lines of a script.</summary>
internal static class RequirementsReader
{
    internal static ScriptRequirements? Read(List<Token> comments, ScriptParser parser)
    {
        ScriptRequirements? requirements = null;
        foreach (Token comment in comments)
        {
            string text = comment.Text;
            if (!text.StartsWith("#requires", StringComparison.OrdinalIgnoreCase)
                || text.Length == 9 || !char.IsWhiteSpace(text[9]))
            {
                continue;
            }
            requirements ??= new ScriptRequirements();
            Apply(text[9..].Trim(), requirements, comment, parser);
        }
        return requirements;
    }

    private static void Apply(string text, ScriptRequirements requirements, Token comment, ScriptParser parser)
    {
        string[] words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        string name = words[0].ToLowerInvariant();
        string value = words.Length > 1 ? words[1].Trim() : string.Empty;
        switch (name)
        {
            case "-version" when Version.TryParse(value.Contains('.') ? value : value + ".0", out Version? version):
                requirements.RequiredPSVersion = version;
                break;
            case "-psedition" when value.Length > 0:
                requirements.RequiredPSEditions = new([value]);
                break;
            case "-runasadministrator" when value.Length == 0:
                requirements.IsElevationRequired = true;
                break;
            case "-modules" or "-module" when value.Length > 0:
                AddModules(value, requirements, comment, parser);
                break;
            default:
                parser.Errors.Add(new ParseError(
                    comment.Extent, "ParameterRequiresArgument", $"The line '{comment.Text}' is not understood."));
                break;
        }
    }

    // Names and specifications are written like the arguments of a command.
    private static void AddModules(
        string value, ScriptRequirements requirements, Token comment, ScriptParser parser)
    {
        ScriptBlockAst script = Parser.ParseInput("Import-Module " + value, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            parser.Errors.Add(new ParseError(comment.Extent, errors[0].ErrorId, errors[0].Message));
            return;
        }
        var command = (CommandAst)((PipelineAst)script.EndBlock!.Statements[0]).PipelineElements[0];
        IReadOnlyList<CommandElementAst> items = command.CommandElements[1] is ArrayLiteralAst several
            ? several.Elements
            : [command.CommandElements[1]];
        foreach (CommandElementAst item in items)
        {
            if (item is HashtableAst specification)
                AddSpecification(specification, requirements);
            else if (item is StringConstantExpressionAst name)
                requirements.Modules.Add((name.Value, null));
        }
    }

    private static void AddSpecification(HashtableAst specification, ScriptRequirements requirements)
    {
        string? name = null;
        Version? version = null;
        foreach ((ExpressionAst key, StatementAst entry) in specification.KeyValuePairs)
        {
            string text = entry.Extent.Text.Trim('\'', '"');
            switch (key.Extent.Text.ToLowerInvariant())
            {
                case "modulename": name = text; break;
                case "moduleversion" or "requiredversion": _ = Version.TryParse(text, out version); break;
            }
        }
        if (name is not null)
            requirements.Modules.Add((name, version));
    }
}
