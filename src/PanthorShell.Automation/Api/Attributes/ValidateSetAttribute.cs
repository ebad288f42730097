using System.Collections.Generic;
using System.Globalization;

namespace System.Management.Automation;

/// <summary>Lists the values that are allowed.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateSetAttribute : ValidateEnumeratedArgumentsAttribute
{
    private readonly string[] _values = [];
    private readonly Type? _generator;

    /// <summary>Creates the attribute with the values.</summary>
    public ValidateSetAttribute(params string[] validValues)
    {
        ArgumentNullException.ThrowIfNull(validValues);
        ArgumentOutOfRangeException.ThrowIfZero(validValues.Length, nameof(validValues));
        _values = validValues;
    }

    /// <summary>Creates the attribute with a type that implements <see cref="IValidateSetValuesGenerator"/>.</summary>
    public ValidateSetAttribute(Type valuesGeneratorType)
    {
        if (valuesGeneratorType is null || !typeof(IValidateSetValuesGenerator).IsAssignableFrom(valuesGeneratorType))
        {
            throw new PSArgumentException("The type must implement IValidateSetValuesGenerator.",
                nameof(valuesGeneratorType));
        }

        _generator = valuesGeneratorType;
    }

    /// <summary>Whether case does not matter; true by default.</summary>
    public bool IgnoreCase { get; set; } = true;

    /// <summary>The text of the error; {0} is the value, {1} the set.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The values.</summary>
    public IList<string> ValidValues => _generator is null
        ? _values
        : ((IValidateSetValuesGenerator)Activator.CreateInstance(_generator)!).GetValidValues();

    /// <inheritdoc/>
    protected override void ValidateElement(object? element)
    {
        string text = PSObject.ToStringParser(element);
        StringComparison comparison = IgnoreCase
            ? StringComparison.InvariantCultureIgnoreCase
            : StringComparison.InvariantCulture;
        IList<string> values = ValidValues;
        foreach (string value in values)
        {
            if (string.Equals(value, text, comparison)) return;
        }

        string set = string.Join(",", values);
        string message = string.IsNullOrEmpty(ErrorMessage)
            ? $"The argument \"{text}\" does not belong to the set \"{set}\" specified by the ValidateSet attribute. "
                + "Supply an argument that is in the set and then try the command again."
            : string.Format(CultureInfo.CurrentCulture, ErrorMessage, text, set);
        throw new ValidationMetadataException("ValidateSetFailure", null, message);
    }
}
