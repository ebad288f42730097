using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Panthor.Kernel;

/// <summary>All objects that a machine can reach, from its roots on, in the order in which they were found.</summary>
internal sealed class ObjectGraph
{
    private readonly Dictionary<Type, TypeLayout> _layouts = [];
    private readonly Dictionary<object, Origin> _origins = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<object> _pending = new();
    private readonly List<object> _objects = [];

    private readonly record struct Origin(object? Owner, string Place);

    /// <summary>The objects that a checkpoint keeps, each once.</summary>
    internal IReadOnlyList<object> Objects => _objects;

    /// <summary>Walks everything that a root leads to.</summary>
    /// <exception cref="NotSupportedException">An object was met that cannot be brought back.</exception>
    internal void Add(object root)
    {
        Meet(root, null, "root");
        while (_pending.Count != 0)
        {
            Walk(_pending.Pop());
        }
    }

    internal TypeLayout LayoutOf(Type type)
    {
        if (!_layouts.TryGetValue(type, out TypeLayout? layout))
        {
            layout = TypeLayout.Of(type);
            _layouts.Add(type, layout);
        }

        return layout;
    }

    private void Meet(object? target, object? owner, string place)
    {
        // A frame that waits in the pool of its thread is empty, and nobody's.
        if (target is null or TaskFrame { IsFree: true } || _origins.ContainsKey(target))
        {
            return;
        }

        CheckpointRole role = LayoutOf(target.GetType()).Role;
        if (role == CheckpointRole.Ignored)
        {
            return;
        }

        _origins.Add(target, new Origin(owner, place));
        if (role == CheckpointRole.Refused)
        {
            throw new NotSupportedException(
                $"A checkpoint cannot keep a {target.GetType()}, which is reached through {PathTo(target)}.");
        }

        _pending.Push(target);
        if (role is CheckpointRole.Saved or CheckpointRole.Array)
        {
            _objects.Add(target);
        }
    }

    private void Walk(object target)
    {
        switch (target)
        {
            case Delegate call:
                WalkDelegate(call);
                break;
            case Array array:
                WalkArray(array);
                break;
            default:
                WalkFields(target, target);
                break;
        }
    }

    private void WalkDelegate(Delegate call)
    {
        if (call.HasSingleTarget)
        {
            Meet(call.Target, call, "Target");
            return;
        }

        foreach (Delegate one in call.GetInvocationList())
        {
            Meet(one, call, "InvocationList");
        }
    }

    private void WalkArray(Array array)
    {
        if (!LayoutOf(array.GetType()).HasReferences)
        {
            return;
        }

        bool isOfStructures = array.GetType().GetElementType()!.IsValueType;
        foreach (object? element in array)
        {
            if (!isOfStructures)
            {
                Meet(element, array, "[]");
            }
            else if (element is not null)
            {
                WalkFields(element, array);
            }
        }
    }

    /// <summary>Meets what the fields of an object, or of a structure inside of it, refer to.</summary>
    private void WalkFields(object target, object owner)
    {
        TypeLayout layout = LayoutOf(target.GetType());
        if (layout.InlineLength != 0)
        {
            WalkInlineArray(target, owner, layout);
            return;
        }

        foreach (FieldInfo field in layout.References)
        {
            // A nullable structure is read as what it holds.
            object? value = field.GetValue(target);
            if (value is null)
            {
                continue;
            }

            if (field.FieldType.IsValueType)
            {
                WalkFields(value, owner);
            }
            else
            {
                Meet(value, owner, field.Name);
            }
        }
    }

    private void WalkInlineArray(object boxed, object owner, TypeLayout layout)
    {
        if (layout.References[0].FieldType.IsValueType)
        {
            throw new NotSupportedException(
                $"A checkpoint cannot keep a {boxed.GetType()}: an inline array of structures with references in them.");
        }

        ref object? first = ref Unsafe.As<byte, object?>(ref RawObject.Body(boxed));
        for (int i = 0; i < layout.InlineLength; i++)
        {
            Meet(Unsafe.Add(ref first, i), owner, layout.References[0].Name);
        }
    }

    /// <summary>How an object was reached, as in "root.Device > PanthorDevice._files > File".</summary>
    private string PathTo(object target)
    {
        StringBuilder path = new(target.GetType().Name);
        for (object? at = target; at is not null; at = _origins[at].Owner)
        {
            Origin origin = _origins[at];
            string owner = origin.Owner is null ? "" : origin.Owner.GetType().Name + ".";
            path.Insert(0, $"{owner}{origin.Place} > ");
        }

        return path.ToString();
    }
}
