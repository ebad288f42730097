using System.Linq;
using Panthor.Driver.Uapi.Binary;

namespace PanthorPS;

/// <summary>A field of the argument of a request.</summary>
public sealed class GpuIoctlField
{
    internal GpuIoctlField(UapiField field)
    {
        Name = field.Name;
        Type = field.Type.ToString();
        Offset = field.Offset;
        Size = field.Size;
        Count = field.Count;
        IsPadding = field.IsPadding;
        PointsTo = field.Target switch
        {
            null => "",
            { IsText: true } => "text",
            { Structs.Count: 0 } target => target.Type.ToString(),
            { } target => string.Join(", ", target.Structs.Select(layout => layout.Name)),
        };
    }

    /// <summary>The name in C.</summary>
    public string Name { get; }

    /// <summary>The type of an element: U8, U32, S32, U64, S64, ObjArray.</summary>
    public string Type { get; }

    /// <summary>Where it begins, in bytes.</summary>
    public int Offset { get; }

    /// <summary>Bytes of the whole field.</summary>
    public int Size { get; }

    /// <summary>How many elements it has.</summary>
    public int Count { get; }

    /// <summary>What it points to; empty if it is no pointer.</summary>
    public string PointsTo { get; }

    /// <summary>Whether it has no meaning and must be zero.</summary>
    public bool IsPadding { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
