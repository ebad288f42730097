using System.Collections;

namespace System.Management.Automation;

/// <summary>Checks each element of an argument.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValidateEnumeratedArgumentsAttribute : ValidateArgumentsAttribute
{
    /// <summary>Throws <see cref="ValidationMetadataException"/> when the element does not fit.</summary>
    protected abstract void ValidateElement(object? element);

    /// <inheritdoc/>
    protected sealed override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (LanguagePrimitives.IsNull(arguments))
        {
            throw new ValidationMetadataException("ArgumentIsEmpty", null, "The argument is null or empty. "
                + "Provide an argument that is not null or empty, and then try the command again.");
        }

        IEnumerable? enumerable = LanguagePrimitives.GetEnumerable(arguments);
        if (enumerable is null)
        {
            ValidateElement(PSObject.Base(arguments));
            return;
        }

        foreach (object? element in enumerable)
        {
            ValidateElement(PSObject.Base(element));
        }
    }
}
