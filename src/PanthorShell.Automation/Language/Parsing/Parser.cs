using System.IO;

namespace System.Management.Automation.Language;

/// <summary>Parses scripts.</summary>
public static class Parser
{
    /// <summary>Parses the text of a script.</summary>
    /// <param name="input">The text.</param>
    /// <param name="tokens">The tokens found, comments included.</param>
    /// <param name="errors">The errors found; empty if the script is good.</param>
    public static ScriptBlockAst ParseInput(string input, out Token[] tokens, out ParseError[] errors)
        => ParseInput(input, null, out tokens, out errors);

    /// <summary>Parses the text of a script that was read from a file.</summary>
    /// <param name="input">The text.</param>
    /// <param name="fileName">The path for positions, or null.</param>
    /// <param name="tokens">The tokens found, comments included.</param>
    /// <param name="errors">The errors found; empty if the script is good.</param>
    public static ScriptBlockAst ParseInput(
        string input, string? fileName, out Token[] tokens, out ParseError[] errors)
    {
        ArgumentNullException.ThrowIfNull(input);
        var parser = new ScriptParser(new ScriptSource(input, fileName));
        ScriptBlockAst script = parser.ParseScript();
        tokens = [.. parser.Tokens];
        errors = [.. parser.Errors];
        return script;
    }

    /// <summary>Parses a file.</summary>
    /// <param name="fileName">The path.</param>
    /// <param name="tokens">The tokens found, comments included.</param>
    /// <param name="errors">The errors found; empty if the script is good.</param>
    public static ScriptBlockAst ParseFile(string fileName, out Token[] tokens, out ParseError[] errors)
    {
        string path = Path.GetFullPath(fileName);
        return ParseInput(File.ReadAllText(path), path, out tokens, out errors);
    }
}
