using System.Collections;
using System.Collections.Generic;

namespace System.Management.Automation.Evaluation;

/// <summary>Properties and methods as PowerShell sees them: dictionaries by key, collections by item.</summary>
internal static class MemberAccess
{
    internal static object? Get(object? target, string name, Frame frame)
    {
        if (LanguagePrimitives.IsNull(target))
            return frame.IsStrict(2) ? throw NotFoundStrict(name) : IsCount(name) ? Boxes.Of(0) : null;
        if (TryGetOwn(target!, name, out object? value))
            return value;
        if (Enumeration.TryGet(target) is { } items)
        {
            var values = new List<object?>();
            CollectFromItems(items, name, values);
            if (values.Count > 0)
                return values.Count == 1 ? values[0] : values.ToArray();
        }
        if (frame.IsStrict(2))
            throw NotFoundStrict(name);
        return IsCount(name) && PSObject.Base(target) is not IDictionary ? 1 : null;
    }

    internal static object? GetStatic(object? target, string name, Frame frame)
    {
        Type type = TypeOf(target);
        if (DotNetMembers.StaticOf(type).Bind(null, name) is { } member)
            return member is PSPropertyInfo property ? property.Value : member;
        return frame.IsStrict(2) ? throw NotFoundStrict(name) : null;
    }

    internal static void Set(object? target, string name, object? value)
    {
        if (ReferenceEquals(value, Internal.AutomationNull.Value))
            value = null;
        object? plain = PSObject.Base(target);
        if (LanguagePrimitives.IsNull(plain))
            throw NotFoundForSet(name);
        if (plain is IDictionary dictionary && !HasSettable(dictionary, name))
        {
            dictionary[name] = value;
            return;
        }
        if (MemberLookup.Find(target!, name) is PSPropertyInfo property)
        {
            SetProperty(property, value);
            return;
        }
        if (target is PSObject { BaseObject: PSCustomObject })
        {
            RuntimeException inner = NotFoundForSet(name);
            throw new SetValueInvocationException(
                "ExceptionWhenSetting", inner, $"Exception setting \"{name}\": \"{inner.Message}\"");
        }
        throw NotFoundForSet(name);
    }

    internal static void SetStatic(object? target, string name, object? value)
    {
        if (DotNetMembers.StaticOf(TypeOf(target)).Bind(null, name) is not PSPropertyInfo property)
            throw NotFoundForSet(name);
        SetProperty(property, value);
    }

    internal static object? Invoke(object? target, string name, object?[] arguments, Frame frame)
    {
        if (LanguagePrimitives.IsNull(target))
        {
            throw Failure.Make(
                "InvokeMethodOnNull", "You cannot call a method on a null-valued expression.");
        }
        if (MemberLookup.Find(target!, name) is PSMethodInfo method)
            return method.Invoke(arguments);
        if (name.Equals("ForEach", StringComparison.OrdinalIgnoreCase))
            return CollectionMethods.ForEach(target, arguments, frame);
        if (name.Equals("Where", StringComparison.OrdinalIgnoreCase))
            return CollectionMethods.Where(target, arguments, frame);
        if (MemberLookup.Find(target!, name) is PSPropertyInfo { Value: Delegate held })
            return held.DynamicInvoke(arguments);
        if (InterfaceMethods(PSObject.Base(target)!, name) is { } hidden)
            return MethodInvoker.Invoke(hidden, name, target, arguments);
        if (Enumeration.TryGet(target) is not { } items)
            throw Failure.MethodNotFound(PSObject.AsPSObject(target!).BaseObject.GetType(), name);
        var results = new ListPipe();
        bool any = false;
        while (Enumeration.Next(items))
        {
            any = true;
            Enumeration.Write(Invoke(items.Current, name, arguments, frame), results);
        }
        return any
            ? results.ToValue()
            : throw Failure.MethodNotFound(PSObject.AsPSObject(target!).BaseObject.GetType(), name);
    }

    internal static object? InvokeStatic(object? target, string name, object?[] arguments)
    {
        Type type = TypeOf(target);
        if (name.Equals("new", StringComparison.OrdinalIgnoreCase)
            && DotNetMembers.StaticOf(type).Methods(name) is null)
        {
            return MethodInvoker.Construct(type, arguments);
        }
        Reflection.MethodInfo[] methods = DotNetMembers.StaticOf(type).Methods(name)
            ?? throw Failure.MethodNotFound(type, name);
        return MethodInvoker.Invoke(methods, methods[0].Name, null, arguments);
    }

    internal static RuntimeException NotFoundStrict(string name)
        => new PropertyNotFoundException(
            "PropertyNotFoundStrict", null,
            $"The property '{name}' cannot be found on this object. Verify that the property exists.");

    private static RuntimeException NotFoundForSet(string name)
        => Failure.Make(
            "PropertyNotFound",
            $"The property '{name}' cannot be found on this object. Verify that the property exists and can be set.");

    private static Type TypeOf(object? target)
    {
        object? plain = PSObject.Base(target);
        return plain switch
        {
            Type type => type,
            null => throw Failure.Make("InvokeMethodOnNull", "You cannot call a method on a null-valued expression."),
            PSObject => typeof(PSCustomObject),
            _ => plain.GetType(),
        };
    }

    // Methods a class implements only for an interface, such as IList.Add of an array.
    private static Reflection.MethodInfo[]? InterfaceMethods(object plain, string name)
    {
        foreach (Type contract in plain.GetType().GetInterfaces())
        {
            if (contract.IsPublic && !contract.IsGenericType && DotNetMembers.Of(contract).Methods(name) is { } methods)
                return methods;
        }
        return null;
    }

    private static bool TryGetOwn(object target, string name, out object? value)
    {
        object? plain = PSObject.Base(target);
        switch (plain)
        {
            case object?[] array when IsCount(name):
                value = Boxes.Of(array.Length);
                return true;
            case string text when name.Equals("Length", StringComparison.OrdinalIgnoreCase):
                value = Boxes.Of(text.Length);
                return true;
            case IDictionary dictionary when dictionary.Contains(name):
                value = dictionary[name];
                return true;
        }
        switch (MemberLookup.Find(target, name))
        {
            case PSPropertyInfo property:
                value = property.Value;
                return true;
            case { } member:
                value = member is PSMemberSet or PSMethodInfo ? member : member.Value;
                return true;
            default:
                value = null;
                return false;
        }
    }

    private static void CollectFromItems(IEnumerator items, string name, List<object?> values)
    {
        while (Enumeration.Next(items))
        {
            object? item = items.Current;
            if (LanguagePrimitives.IsNull(item))
                continue;
            if (TryGetOwn(item!, name, out object? value))
                values.AddRange(Enumeration.ToList(value));
            else if (IsCount(name) && items is not IList && !Enumeration.IsCollection(item))
                values.Add(Boxes.Of(1));
            else if (Enumeration.TryGet(item) is { } inner)
                CollectFromItems(inner, name, values);
        }
    }

    private static void SetProperty(PSPropertyInfo property, object? value)
    {
        try
        {
            property.Value = value;
        }
        catch (SetValueException exception) when (exception is not SetValueInvocationException)
        {
            throw Failure.Make(
                "PropertyAssignmentException", exception.Message, ErrorCategory.InvalidOperation, null, exception);
        }
    }

    // Keys win over the properties of a dictionary, except for those that can be set.
    private static bool HasSettable(IDictionary dictionary, string name)
        => !dictionary.Contains(name)
            && DotNetMembers.Of(dictionary.GetType()).Property(name) is { CanWrite: true };

    private static bool IsCount(string name)
        => name.Equals("Count", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Length", StringComparison.OrdinalIgnoreCase);
}
