using System.Collections;

namespace System.Management.Automation;

/// <summary>The check shared by the attributes that refuse null.</summary>
internal static class NullValidation
{
    private const string Hint = "Provide an argument that is not null";

    internal static void Check(object? arguments, bool refuseEmpty, bool refuseWhiteSpace)
    {
        object? value = PSObject.Base(arguments);
        if (LanguagePrimitives.IsNull(value))
        {
            throw new ValidationMetadataException("ArgumentIsNull", null,
                refuseEmpty
                    ? $"The argument is null or empty. {Hint} or empty, and then try the command again."
                    : $"The argument is null. {Hint}, and then try the command again.");
        }

        if (value is string text)
        {
            if (refuseEmpty) CheckText(text, refuseWhiteSpace, "ArgumentIsEmpty");
            return;
        }

        if (value is IEnumerable and not IDictionary)
        {
            CheckCollection((IEnumerable)value, refuseEmpty, refuseWhiteSpace);
        }
        else if (refuseEmpty && value is IDictionary { Count: 0 })
        {
            throw Empty();
        }
    }

    private static void CheckCollection(IEnumerable sequence, bool refuseEmpty, bool refuseWhiteSpace)
    {
        bool any = false;
        foreach (object? element in sequence)
        {
            any = true;
            if (LanguagePrimitives.IsNull(element))
            {
                throw new ValidationMetadataException("ArgumentIsNull", null,
                    refuseEmpty
                        ? "The argument is null, empty, or an element of the argument collection contains a null "
                            + "value. Supply a collection that does not contain any null values and then try the "
                            + "command again."
                        : "The argument collection contains a null value. Supply a collection without one.");
            }

            if (refuseEmpty && PSObject.Base(element) is string text)
            {
                CheckText(text, refuseWhiteSpace, "ArgumentCollectionContainsEmpty");
            }
        }

        if (!any && refuseEmpty) throw Empty();
    }

    private static void CheckText(string text, bool refuseWhiteSpace, string id)
    {
        if (refuseWhiteSpace ? string.IsNullOrWhiteSpace(text) : text.Length == 0)
        {
            throw new ValidationMetadataException(id, null, refuseWhiteSpace
                ? "The argument is null, empty, or consists of only white-space characters. Provide an argument "
                    + "that contains non white-space characters, and then try the command again."
                : $"The argument is null or empty. {Hint} or empty, and then try the command again.");
        }
    }

    private static ValidationMetadataException Empty() => new("ArgumentIsEmpty", null,
        "The argument is null, empty, or an element of the argument collection contains a null value. Supply a "
        + "collection that does not contain any null values and then try the command again.");
}
