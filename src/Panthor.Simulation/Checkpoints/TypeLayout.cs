using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Panthor.Kernel;

/// <summary>What a checkpoint has to know about a type: what becomes of its objects, and where their references are.</summary>
internal sealed class TypeLayout
{
    private TypeLayout(CheckpointRole role, FieldInfo[] references, bool hasReferences, int inlineLength)
    {
        Role = role;
        References = references;
        HasReferences = hasReferences;
        InlineLength = inlineLength;
    }

    /// <summary>What becomes of the objects.</summary>
    internal CheckpointRole Role { get; }

    /// <summary>The fields of an object or of a structure that hold references, themselves or inside.</summary>
    internal FieldInfo[] References { get; }

    /// <summary>Whether an object of the type, or an element if it is an array, may refer to others.</summary>
    internal bool HasReferences { get; }

    /// <summary>For a structure that is an inline array of references: how many; else 0.</summary>
    internal int InlineLength { get; }

    /// <summary>Bytes of the body of an object, or of an element if it is an array; 0 as long as nobody has measured it.
    /// </summary>
    internal int Size { get; set; }

    internal static TypeLayout Of(Type type)
    {
        if (IsIgnored(type))
        {
            return new TypeLayout(CheckpointRole.Ignored, [], false, 0);
        }

        if (type.IsArray)
        {
            return new TypeLayout(CheckpointRole.Array, [], MayRefer(type.GetElementType()!), 0);
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return new TypeLayout(CheckpointRole.Delegate, [], true, 0);
        }

        if (!type.IsValueType && (IsForeign(type) || HasFinalizer(type)))
        {
            return new TypeLayout(CheckpointRole.Refused, [], true, 0);
        }

        List<FieldInfo> fields = [];
        bool isMutable = false;
        for (Type? at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                isMutable |= !field.IsInitOnly;
                if (MayRefer(field.FieldType))
                {
                    fields.Add(field);
                }
            }
        }

        int inlineLength = type.GetCustomAttribute<InlineArrayAttribute>() is { } inline && fields.Count != 0
            ? inline.Length
            : 0;
        CheckpointRole role = isMutable && !IsSimple(type) ? CheckpointRole.Saved : CheckpointRole.Walked;
        return new TypeLayout(role, fields.ToArray(), fields.Count != 0, inlineLength);
    }

    /// <summary>Whether a field of the type may lead to an object.</summary>
    internal static bool MayRefer(Type type)
    {
        if (type.IsPointer || type.IsFunctionPointer || IsSimple(type))
        {
            return false;
        }

        return !type.IsValueType || IsReferring(type);
    }

    private static bool IsReferring(Type type)
    {
        foreach (FieldInfo field in type.GetFields(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (MayRefer(field.FieldType))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSimple(Type type) => type.IsPrimitive || type.IsEnum;

    // They never change, whoever refers to them; or only remember, as a weak table does.
    private static bool IsIgnored(Type type) =>
        type == typeof(string)
        || typeof(MemberInfo).IsAssignableFrom(type)
        || typeof(Assembly).IsAssignableFrom(type)
        || typeof(CultureInfo).IsAssignableFrom(type)
        || typeof(Encoding).IsAssignableFrom(type)
        || typeof(StringComparer).IsAssignableFrom(type)
        || typeof(Exception).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConditionalWeakTable<,>))
        || type.IsDefined(typeof(SharedAcrossRunsAttribute), inherit: true);

    // The copy of an object would be finalized as well as the object.
    private static bool HasFinalizer(Type type) =>
        type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes)?.DeclaringType
            != typeof(object);

    /// <summary>Classes of the platform other than collections may hold handles and threads: nobody can rewind those.
    /// </summary>
    private static bool IsForeign(Type type)
    {
        string name = type.Namespace ?? "";
        return (name == "System" || name.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.", StringComparison.Ordinal))
            && !name.StartsWith("System.Collections", StringComparison.Ordinal)
            && type != typeof(StringBuilder)
            && type != typeof(object)
            && !type.Name.StartsWith("Tuple`", StringComparison.Ordinal);
    }
}
