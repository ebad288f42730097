using System.Globalization;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

/// <summary>Demands that a string matches a regular expression.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidatePatternAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>Creates the attribute for the pattern.</summary>
    public ValidatePatternAttribute(string regexPattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(regexPattern);
        RegexPattern = regexPattern;
    }

    /// <summary>The regular expression.</summary>
    public string RegexPattern { get; }

    /// <summary>Its options; case does not matter by default.</summary>
    public RegexOptions Options { get; set; } = RegexOptions.IgnoreCase;

    /// <summary>The text of the error; {0} is the value, {1} the pattern.</summary>
    public string? ErrorMessage { get; set; }

    /// <inheritdoc/>
    protected override void ValidateElement(object? element)
    {
        string text = PSObject.ToStringParser(element);
        if (Regex.IsMatch(text, RegexPattern, Options)) return;
        string message = string.IsNullOrEmpty(ErrorMessage)
            ? $"The argument \"{text}\" does not match the \"{RegexPattern}\" pattern. Supply an argument that "
                + $"matches \"{RegexPattern}\" and try the command again."
            : string.Format(CultureInfo.CurrentCulture, ErrorMessage, text, RegexPattern);
        throw new ValidationMetadataException("ValidatePatternFailure", null, message);
    }
}
