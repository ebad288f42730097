using System.Collections;
using System.Collections.Generic;
using System.Reflection;

namespace System.Management.Automation.Evaluation;

/// <summary>Access by index: arrays and lists (from the end for negative numbers), dictionaries, indexers.</summary>
internal static class Indexing
{
    private static readonly object?[] s_noItems = [];

    internal static object? Get(object? target, object? index, Frame frame)
    {
        object? plain = PSObject.Base(target);
        if (LanguagePrimitives.IsNull(plain))
            throw Failure.Make("NullArray", "Cannot index into a null array.");
        object? key = PSObject.Base(index);
        if (plain is object?[] array && key is int position)
            return At(array, array.Length, position, frame);
        if (key is null || ReferenceEquals(key, Internal.AutomationNull.Value))
            throw NullIndex();
        if (plain is Array { Rank: > 1 } grid)
            return Grid(grid, key);
        if (Enumeration.TryGet(key) is { } several && plain is not IDictionary { IsReadOnly: true })
        {
            var found = new List<object?>();
            while (Enumeration.Next(several))
                AddFound(plain!, several.Current, found, frame);
            return found.ToArray();
        }
        return One(plain!, index, key, frame);
    }

    internal static void Set(object? target, object? index, object? value)
    {
        object? plain = PSObject.Base(target);
        object? key = PSObject.Base(index);
        if (ReferenceEquals(value, Internal.AutomationNull.Value))
            value = null;
        switch (plain)
        {
            case null:
                throw Failure.Make("NullArray", "Cannot index into a null array.");
            case string:
                throw CannotIndex(plain);
            case not IDictionary when key is null:
                throw NullIndex();
            case Array { Rank: > 1 } grid:
                grid.SetValue(Conversions.Cast(value, grid.GetType().GetElementType()!), GridIndexes(grid, key!));
                return;
            case Array array:
                array.SetValue(
                    Conversions.Cast(value, array.GetType().GetElementType()!), Position(key!, array.Length));
                return;
            case Hashtable table:
                table[key ?? throw NullIndex()] = value;
                return;
        }
        if (DefaultIndexers(plain) is { } indexers)
        {
            if (plain is IList list && key is not null && NumberLike(key))
                key = Position(key, list.Count);
            CallSetter(indexers, plain, key, value);
        }
        else if (plain is IList list)
        {
            list[Position(key!, list.Count)] = value;
        }
        else
        {
            throw CannotIndex(plain);
        }
    }

    private static void CallSetter(PropertyInfo[] indexers, object plain, object? key, object? value)
    {
        MethodInfo[] setters = Array.FindAll(
            Array.ConvertAll(indexers, indexer => indexer.GetSetMethod()!), setter => setter is not null);
        if (setters.Length == 0)
            throw CannotIndex(plain);
        try
        {
            MethodInvoker.Invoke(setters, "set_Item", plain, [key, value]);
        }
        catch (MethodInvocationException exception) when (exception.InnerException is ArgumentOutOfRangeException inner)
        {
            throw inner;
        }
    }

    private static object? One(object plain, object? index, object key, Frame frame)
    {
        switch (plain)
        {
            case string text:
                int at = Position(key, text.Length);
                return (uint)at < (uint)text.Length ? text[at] : OutOfRange(frame);
            case Array array:
                return At(array, array.Length, Position(key, array.Length), frame);
            case Hashtable table:
                return table[key];
        }
        if (plain is IList list && NumberLike(key))
            return At(list, list.Count, Position(key, list.Count), frame);
        if (DefaultIndexers(plain) is { } indexers)
            return CallGetter(indexers, plain, index);
        return plain is IDictionary dictionary ? dictionary[key] : Itself(plain, key, frame);
    }

    private static object? CallGetter(PropertyInfo[] indexers, object plain, object? index)
    {
        MethodInfo[] getters = Array.FindAll(
            Array.ConvertAll(indexers, indexer => indexer.GetGetMethod()!), getter => getter is not null);
        try
        {
            return MethodInvoker.Invoke(getters, "get_Item", plain, [index]);
        }
        catch (MethodInvocationException exception) when (exception.InnerException is KeyNotFoundException)
        {
            return null;
        }
        catch (MethodInvocationException exception) when (exception.InnerException is ArgumentOutOfRangeException inner)
        {
            throw new GetValueInvocationException("ExceptionWhenGetting", inner, inner.Message);
        }
    }

    private static PropertyInfo[]? DefaultIndexers(object plain)
    {
        string name = plain.GetType().GetCustomAttribute<DefaultMemberAttribute>()?.MemberName ?? "Item";
        return DotNetMembers.Of(plain.GetType()).Indexers(name);
    }

    // A single object is its own first and last item.
    private static object? Itself(object plain, object key, Frame frame)
        => NumberLike(key) && Position(key, 1) == 0 ? plain : OutOfRange(frame);

    private static object? At(IList list, int count, int position, Frame frame)
    {
        if (position < 0)
            position += count;
        return (uint)position < (uint)count ? list[position] : OutOfRange(frame);
    }

    private static object? OutOfRange(Frame frame)
        => frame.IsStrict(3) ? s_noItems[0] : null; // which raises the error of an array

    private static void AddFound(object plain, object? key, List<object?> found, Frame frame)
    {
        object? value = Get(plain, key, frame);
        bool missing = value is null && plain is IList list && PSObject.Base(key) is int position
            && (position >= list.Count || position < -list.Count);
        if (!missing)
            found.Add(value);
    }

    private static bool NumberLike(object key)
        => Arithmetic.IsNumber(key) || (key is string text && Conversions.TryNumber(text) is not null) || key is Enum;

    private static int Position(object key, int count)
    {
        int position = key is int number ? number : (int)Conversions.Cast(key, typeof(int))!;
        return position < 0 ? position + count : position;
    }

    private static int[] GridIndexes(Array grid, object key)
    {
        List<object?> parts = Enumeration.ToList(key);
        if (parts.Count != grid.Rank)
        {
            throw Failure.Make(
                "NeedMultidimensionalIndex",
                $"The array has {grid.Rank} dimensions; the index gives {parts.Count}.");
        }
        return [.. parts.ConvertAll(part => (int)Conversions.Cast(part, typeof(int))!)];
    }

    private static object? Grid(Array grid, object key) => grid.GetValue(GridIndexes(grid, key));

    private static RuntimeException NullIndex()
        => Failure.Make("NullArrayIndex", "Index operation failed; the array index evaluated to null.");

    private static RuntimeException CannotIndex(object plain)
        => Failure.Make("CannotIndex", $"Unable to index into an object of type \"{plain.GetType().FullName}\".");
}
