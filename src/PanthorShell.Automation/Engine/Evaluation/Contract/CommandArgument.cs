using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>An argument of a command: a value, a parameter name, or both (`-Name:value`, splatting).</summary>
/// <param name="Extent">Where it is written.</param>
/// <param name="ParameterName">The name without the dash; null for a value; `-` for the end of parameters.</param>
/// <param name="HasValue">Whether there is a value.</param>
/// <param name="Value">The value.</param>
/// <param name="IsSplatted">
/// Whether it comes from a splatted hashtable: the name must match, the value always belongs to it.
/// </param>
/// <param name="SourceText">The text of a number as written, which is what a native command or a string gets.</param>
internal readonly record struct CommandArgument(
    IScriptExtent Extent, string? ParameterName, bool HasValue, object? Value, bool IsSplatted = false,
    string? SourceText = null);
