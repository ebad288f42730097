using System;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>A field of a structure of the uAPI.</summary>
public sealed class UapiField
{
    internal UapiField(string name, UapiType type, int offset, int count, UapiTarget? target, bool isPadding)
    {
        Name = name;
        Type = type;
        Offset = offset;
        Count = count;
        Target = target;
        IsPadding = isPadding;
    }

    /// <summary>The name in C: <c>vm_id</c>.</summary>
    public string Name { get; }

    /// <summary>The type, of an element if the field is an array.</summary>
    public UapiType Type { get; }

    /// <summary>Where the field begins, in bytes.</summary>
    public int Offset { get; }

    /// <summary>How many elements the field has: 1 unless it is an array within the structure.</summary>
    public int Count { get; }

    /// <summary>What the field points to; null if it is no pointer.</summary>
    public UapiTarget? Target { get; }

    /// <summary>Whether the field has no meaning yet; the driver wants it to be zero, or ignores it.</summary>
    public bool IsPadding { get; }

    /// <summary>Bytes of the whole field.</summary>
    public int Size => Count * SizeOf(Type);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Bytes of a type.</summary>
    internal static int SizeOf(UapiType type) => type switch
    {
        UapiType.U8 => 1,
        UapiType.U32 or UapiType.S32 => 4,
        UapiType.U64 or UapiType.S64 => 8,
        UapiType.ObjArray => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>How a type is aligned, in bytes.</summary>
    internal static int AlignmentOf(UapiType type) => Math.Min(SizeOf(type), 8);
}
