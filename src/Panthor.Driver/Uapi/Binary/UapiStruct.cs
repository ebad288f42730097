using System.Collections.Generic;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>The layout of a structure of the uAPI, as a 64-bit little-endian compiler sees it.</summary>
public sealed class UapiStruct
{
    internal UapiStruct(string name, int size, int minimumSize, IReadOnlyList<UapiField> fields)
    {
        Name = name;
        Size = size;
        MinimumSize = minimumSize;
        Fields = fields;
    }

    /// <summary>The name in C, without <c>struct</c>: <c>drm_panthor_vm_bind</c>.</summary>
    public string Name { get; }

    /// <summary>Bytes, those behind the last field included.</summary>
    public int Size { get; }

    /// <summary>
    /// Bytes that a client must know at least where it says how many it knows (<c>PANTHOR_UOBJ_MIN_SIZE()</c>); 0 for a
    /// structure whose size is fixed.
    /// </summary>
    public int MinimumSize { get; }

    /// <summary>The fields in the order of their offsets.</summary>
    public IReadOnlyList<UapiField> Fields { get; }

    /// <summary>The field of a name, or null.</summary>
    public UapiField? Find(string name)
    {
        foreach (UapiField field in Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
