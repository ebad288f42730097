using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>The comparison operators; a collection on the left is filtered.</summary>
internal static class Comparison
{
    internal static object? Compare(TokenKind op, object? left, object? right)
    {
        if (left is int a && right is int b && op is not (>= TokenKind.Icontains and <= TokenKind.Inotin)
            && op is not (>= TokenKind.Ccontains and <= TokenKind.Cnotin))
        {
            return Boxes.Of(Holds(op, a.CompareTo(b)));
        }
        bool ignoreCase = op < TokenKind.Ceq;
        if (op is TokenKind.Icontains or TokenKind.Ccontains)
            return Boxes.Of(Contains(left, right, ignoreCase));
        if (op is TokenKind.Inotcontains or TokenKind.Cnotcontains)
            return Boxes.Of(!Contains(left, right, ignoreCase));
        if (op is TokenKind.Iin or TokenKind.Cin)
            return Boxes.Of(Contains(right, left, ignoreCase));
        if (op is TokenKind.Inotin or TokenKind.Cnotin)
            return Boxes.Of(!Contains(right, left, ignoreCase));
        return Filter(left, item => Test(op, item, right, ignoreCase));
    }

    /// <summary>Tests a value; of a collection, the array of those items that pass.</summary>
    internal static object Filter(object? left, Func<object?, bool> test)
    {
        if (Enumeration.TryGet(left) is not { } items)
            return Boxes.Of(test(left));
        var passed = new List<object?>();
        while (Enumeration.Next(items))
        {
            object? item = items.Current;
            if (test(item))
                passed.Add(item);
        }
        return passed.ToArray();
    }

    internal static bool AreEqual(object? left, object? right, bool ignoreCase)
    {
        if (left is string a && right is string b)
        {
            return string.Compare(
                a, b, CultureInfo.InvariantCulture, ignoreCase ? CompareOptions.IgnoreCase : CompareOptions.None) == 0;
        }
        return LanguagePrimitives.Equals(left, right, ignoreCase, CultureInfo.InvariantCulture);
    }

    internal static object IsType(object? value, object? type)
        => Boxes.Of(ResolveType(type).IsInstanceOfType(Plain(value, type)));

    internal static object? As(object? value, object? type)
    {
        Type target = ResolveType(type);
        return LanguagePrimitives.TryConvertTo(value, target, CultureInfo.InvariantCulture, out object? result)
            ? result
            : null;
    }

    private static object? Plain(object? value, object? type)
        => PSObject.Base(type) is Type wanted && (wanted == typeof(PSObject) || wanted == typeof(PSCustomObject))
            && value is PSObject
                ? wanted == typeof(PSObject) ? value : ((PSObject)value).BaseObject
                : PSObject.Base(value);

    private static Type ResolveType(object? type)
    {
        object? plain = PSObject.Base(type);
        return plain as Type ?? (Type)Conversions.Cast(Conversions.ToText(plain), typeof(Type))!;
    }

    private static bool Contains(object? collection, object? value, bool ignoreCase)
    {
        IEnumerator? items = Enumeration.TryGet(collection);
        if (items is null)
            return AreEqual(collection, value, ignoreCase);
        while (Enumeration.Next(items))
        {
            if (AreEqual(items.Current, value, ignoreCase))
                return true;
        }
        return false;
    }

    private static bool Test(TokenKind op, object? left, object? right, bool ignoreCase)
    {
        switch (op)
        {
            case TokenKind.Ieq or TokenKind.Ceq:
                return AreEqual(left, right, ignoreCase);
            case TokenKind.Ine or TokenKind.Cne:
                return !AreEqual(left, right, ignoreCase);
        }
        try
        {
            return Holds(op, LanguagePrimitives.Compare(left, right, ignoreCase, CultureInfo.InvariantCulture));
        }
        catch (PSInvalidCastException exception)
        {
            throw Failure.Cast(exception);
        }
        catch (ArgumentException exception) when (exception.InnerException is PSInvalidCastException cast)
        {
            throw Failure.Cast(cast);
        }
        catch (ArgumentException exception)
        {
            throw Failure.Make(
                "NotIcomparable",
                $"Cannot compare \"{Conversions.ToText(left)}\" because it is not IComparable.",
                ErrorCategory.InvalidOperation, left, exception);
        }
    }

    private static bool Holds(TokenKind op, int order) => op switch
    {
        TokenKind.Ieq or TokenKind.Ceq => order == 0,
        TokenKind.Ine or TokenKind.Cne => order != 0,
        TokenKind.Igt or TokenKind.Cgt => order > 0,
        TokenKind.Ige or TokenKind.Cge => order >= 0,
        TokenKind.Ilt or TokenKind.Clt => order < 0,
        _ => order <= 0,
    };
}
