namespace System.Management.Automation;

/// <summary>Bounds the length of a string.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateLengthAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>Creates the attribute for the inclusive bounds.</summary>
    public ValidateLengthAttribute(int minLength, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        if (maxLength < minLength)
        {
            throw new ValidationMetadataException("ValidateLengthMaxLengthSmallerThanMinLength", null,
                "The maximum length is smaller than the minimum length.");
        }

        MinLength = minLength;
        MaxLength = maxLength;
    }

    /// <summary>The smallest length.</summary>
    public int MinLength { get; }

    /// <summary>The largest length.</summary>
    public int MaxLength { get; }

    /// <inheritdoc/>
    protected override void ValidateElement(object? element)
    {
        if (element is not string text)
        {
            throw new ValidationMetadataException("ValidateLengthNotString", null,
                "The ValidateLength attribute can only be applied to strings.");
        }

        if (text.Length < MinLength)
        {
            throw new ValidationMetadataException("ValidateLengthMinLengthFailure", null,
                $"The character length ({text.Length}) of the argument is too short. Specify an argument with a "
                + $"length that is greater than or equal to \"{MinLength}\", and then try the command again.");
        }

        if (text.Length > MaxLength)
        {
            throw new ValidationMetadataException("ValidateLengthMaxLengthFailure", null,
                $"The character length of the {text.Length} argument is too long. Shorten the character length of "
                + $"the argument so it is fewer than or equal to \"{MaxLength}\" characters, and then try the "
                + "command again.");
        }
    }
}
