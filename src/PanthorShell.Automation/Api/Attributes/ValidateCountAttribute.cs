using System.Collections;

namespace System.Management.Automation;

/// <summary>Bounds the number of elements of an argument.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateCountAttribute : ValidateArgumentsAttribute
{
    /// <summary>Creates the attribute for the inclusive bounds.</summary>
    public ValidateCountAttribute(int minLength, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        if (maxLength < minLength)
        {
            throw new ValidationMetadataException("ValidateRangeMaxLengthSmallerThanMinLength", null,
                "The specified maximum number of arguments is smaller than the specified minimum number.");
        }

        MinLength = minLength;
        MaxLength = maxLength;
    }

    /// <summary>The smallest number of elements.</summary>
    public int MinLength { get; }

    /// <summary>The largest number of elements.</summary>
    public int MaxLength { get; }

    /// <inheritdoc/>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        int count = 0;
        if (!LanguagePrimitives.IsNull(arguments))
        {
            object? value = PSObject.Base(arguments);
            if (value is ICollection collection)
            {
                count = collection.Count;
            }
            else if (value is IEnumerable sequence and not string)
            {
                foreach (object? _ in sequence) count++;
            }
            else
            {
                throw new ValidationMetadataException("NotAnArrayParameter", null,
                    "The ValidateCount attribute can only be applied to a parameter that is a collection.");
            }
        }

        if (count < MinLength || count > MaxLength)
        {
            string message = MinLength == MaxLength
                ? $"The parameter requires exactly {MaxLength} value(s) - {count} value(s) were provided."
                : $"The parameter requires at least {MinLength} value(s) and no more than {MaxLength} value(s) - "
                    + $"{count} value(s) were "
                    + "provided.";
            throw new ValidationMetadataException("ValidateCountMaxLengthFailure", null, message);
        }
    }
}
