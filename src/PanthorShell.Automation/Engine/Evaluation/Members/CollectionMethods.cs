using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace System.Management.Automation.Evaluation;

/// <summary>The methods <c>ForEach</c> and <c>Where</c> that every collection has.</summary>
internal static class CollectionMethods
{
    internal static object ForEach(object? target, object?[] arguments, Frame frame)
    {
        if (arguments.Length == 0)
            throw NoOverload("ForEach", arguments.Length);
        List<object?> items = Enumeration.ToList(target);
        var results = new ListPipe();
        object? action = PSObject.Base(arguments[0]);
        object?[] rest = arguments[1..];
        foreach (object? item in items)
        {
            switch (action)
            {
                case ScriptBlock block:
                    Enumeration.Write(frame.InvokeWithItem(block, item, rest), results);
                    break;
                case Type type:
                    results.Add(Conversions.Cast(item, type));
                    break;
                default:
                    ForMember(item, Conversions.ToText(action), rest, frame, results);
                    break;
            }
        }
        return AsCollection(results.Items);
    }

    internal static object Where(object? target, object?[] arguments, Frame frame)
    {
        if (arguments.Length is 0 or > 3 || PSObject.Base(arguments[0]) is not ScriptBlock predicate)
            throw NoOverload("Where", arguments.Length);
        WhereOperatorSelectionMode mode = arguments.Length > 1
            ? (WhereOperatorSelectionMode)Conversions.Cast(arguments[1], typeof(WhereOperatorSelectionMode))!
            : WhereOperatorSelectionMode.Default;
        int count = arguments.Length > 2 ? (int)Conversions.Cast(arguments[2], typeof(int))! : 0;
        List<object?> items = Enumeration.ToList(target);
        bool Passes(object? item) => Conversions.IsTrue(frame.InvokeWithItem(predicate, item));
        switch (mode)
        {
            case WhereOperatorSelectionMode.First:
                return AsCollection([.. items.Where(Passes).Take(Math.Max(count, 1))]);
            case WhereOperatorSelectionMode.Last:
                return AsCollection([.. items.Where(Passes).TakeLast(Math.Max(count, 1))]);
            case WhereOperatorSelectionMode.SkipUntil:
                return AsCollection(Limit([.. items.SkipWhile(item => !Passes(item))], count));
            case WhereOperatorSelectionMode.Until:
                return AsCollection(Limit([.. items.TakeWhile(item => !Passes(item))], count));
            case WhereOperatorSelectionMode.Split:
                ILookup<bool, object?> parts = items.ToLookup(Passes);
                return new object[] { AsCollection([.. parts[true]]), AsCollection([.. parts[false]]) };
            default:
                return AsCollection(Limit([.. items.Where(Passes)], count));
        }
    }

    private static List<object?> Limit(List<object?> items, int count)
        => count > 0 && items.Count > count ? items.GetRange(0, count) : items;

    private static void ForMember(object? item, string name, object?[] arguments, Frame frame, ListPipe results)
    {
        if (item is not null && MemberLookup.Find(item, name) is PSMethodInfo)
            Enumeration.Write(MemberAccess.Invoke(item, name, arguments, frame), results);
        else if (arguments.Length > 0)
            MemberAccess.Set(item, name, arguments[0]);
        else
            Enumeration.Write(MemberAccess.Get(item, name, frame), results);
    }

    private static Collection<PSObject?> AsCollection(List<object?> items)
        => new([.. items.Select(item => item is null ? null : PSObject.AsPSObject(item))]);

    private static MethodException NoOverload(string name, int count)
        => new(
            "MethodCountCouldNotFindBest", null,
            $"Cannot find an overload for \"{name}\" and the argument count: \"{count}\".");
}
