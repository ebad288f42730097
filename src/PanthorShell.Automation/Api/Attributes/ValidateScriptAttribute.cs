using System.Globalization;

namespace System.Management.Automation;

/// <summary>Checks an element with a script block that returns true or false.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateScriptAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>Creates the attribute for the script block.</summary>
    public ValidateScriptAttribute(ScriptBlock scriptBlock)
    {
        ArgumentNullException.ThrowIfNull(scriptBlock);
        ScriptBlock = scriptBlock;
    }

    /// <summary>The script block; <c>$_</c> is the element.</summary>
    public ScriptBlock ScriptBlock { get; }

    /// <summary>The text of the error; {0} is the value, {1} the script.</summary>
    public string? ErrorMessage { get; set; }

    /// <inheritdoc/>
    protected override void ValidateElement(object? element)
    {
        object? result = ScriptBlock.InvokeWithDollarUnder(element);
        if (LanguagePrimitives.IsTrue(result)) return;
        string text = PSObject.ToStringParser(element);
        string message = string.IsNullOrEmpty(ErrorMessage)
            ? $"The \"{ScriptBlock}\" validation script for the argument with value \"{text}\" did not return a "
                + "result of True. Determine why the validation script failed, and then try the command again."
            : string.Format(CultureInfo.CurrentCulture, ErrorMessage, text, ScriptBlock);
        throw new ValidationMetadataException("ValidateScriptFailure", null, message);
    }
}
