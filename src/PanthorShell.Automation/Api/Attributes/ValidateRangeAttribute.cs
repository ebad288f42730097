namespace System.Management.Automation;

/// <summary>Bounds a value.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateRangeAttribute : ValidateEnumeratedArgumentsAttribute
{
    private readonly ValidateRangeKind? _kind;

    /// <summary>Creates the attribute for the inclusive bounds.</summary>
    public ValidateRangeAttribute(object minRange, object maxRange)
    {
        ArgumentNullException.ThrowIfNull(minRange);
        ArgumentNullException.ThrowIfNull(maxRange);
        if (maxRange.GetType() != minRange.GetType())
        {
            Type? common = CommonType(minRange.GetType(), maxRange.GetType());
            if (common is null
                || !LanguagePrimitives.TryConvertTo(minRange, common, out object? min)
                || !LanguagePrimitives.TryConvertTo(maxRange, common, out object? max))
            {
                throw new ValidationMetadataException("MinRangeNotTheSameTypeOfMaxRange", null,
                    $"The types of MinRange ({minRange.GetType().Name}) and MaxRange ({maxRange.GetType().Name}) "
                        + $"differ.");
            }

            minRange = min!;
            maxRange = max!;
        }

        if (minRange is not IComparable comparable)
        {
            throw new ValidationMetadataException("MinRangeNotIComparable", null, "The range must be comparable.");
        }

        if (comparable.CompareTo(maxRange) > 0)
        {
            throw new ValidationMetadataException("MaxRangeSmallerThanMinRange", null,
                "The maximum of the range is smaller than its minimum.");
        }

        MinRange = minRange;
        MaxRange = maxRange;
    }

    /// <summary>Creates the attribute for a named range.</summary>
    public ValidateRangeAttribute(ValidateRangeKind kind)
    {
        _kind = kind;
    }

    /// <summary>The smallest value.</summary>
    public object? MinRange { get; }

    /// <summary>The largest value.</summary>
    public object? MaxRange { get; }

    internal ValidateRangeKind? RangeKind => _kind;

    /// <inheritdoc/>
    protected override void ValidateElement(object? element)
    {
        if (element is null)
        {
            throw new ValidationMetadataException("ArgumentIsEmpty", null, "The argument is null.");
        }

        if (_kind is ValidateRangeKind kind)
        {
            CheckKind(element, kind);
            return;
        }

        Type type = MinRange!.GetType();
        object value = element;
        if (element.GetType() != type)
        {
            if (!LanguagePrimitives.TryConvertTo(element, type, out object? converted) || converted is null)
            {
                throw new ValidationMetadataException("ValidationRangeElementType", null,
                    $"The argument \"{element}\" cannot be compared with the range [{MinRange}, {MaxRange}].");
            }

            value = converted;
        }

        if (((IComparable)MinRange).CompareTo(value) > 0)
        {
            throw new ValidationMetadataException("ValidateRangeTooSmall", null,
                $"The {value} argument is less than the minimum allowed range of {MinRange}. Supply an argument that "
                + $"is greater than or equal to {MinRange} and then try the command again.");
        }

        if (((IComparable)MaxRange!).CompareTo(value) < 0)
        {
            throw new ValidationMetadataException("ValidateRangeTooBig", null,
                $"The {value} argument is greater than the maximum allowed range of {MaxRange}. Supply an argument "
                + $"that is less than or equal to {MaxRange} and then try the command again.");
        }
    }

    private static Type? CommonType(Type left, Type right)
    {
        TypeCode l = Type.GetTypeCode(left);
        TypeCode r = Type.GetTypeCode(right);
        if (l < TypeCode.SByte || r < TypeCode.SByte || l > TypeCode.Decimal || r > TypeCode.Decimal) return null;
        return l >= r ? left : right;
    }

    private static void CheckKind(object element, ValidateRangeKind kind)
    {
        int sign = LanguagePrimitives.Compare(element, 0);
        (bool ok, string id, string text) = kind switch
        {
            ValidateRangeKind.Positive => (sign > 0, "ValidateRangePositiveFailure", "greater than zero"),
            ValidateRangeKind.NonNegative => (sign >= 0, "ValidateRangeNonNegativeFailure",
                "greater than or equal to zero"),
            ValidateRangeKind.Negative => (sign < 0, "ValidateRangeNegativeFailure", "smaller than zero"),
            _ => (sign <= 0, "ValidateRangeNonPositiveFailure", "smaller than or equal to zero"),
        };
        if (!ok)
        {
            throw new ValidationMetadataException(id, null,
                $"The argument \"{element}\" cannot be validated because its value is not {text}.");
        }
    }
}
