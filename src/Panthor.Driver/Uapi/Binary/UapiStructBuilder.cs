using System.Collections.Generic;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>Lays out a structure field by field, by the rules of C: natural alignment, size a multiple of it.</summary>
internal sealed class UapiStructBuilder(string name)
{
    private readonly List<UapiField> _fields = [];
    private int _end;
    private int _alignment = 1;

    public UapiField U8(string field) => Add(field, UapiType.U8, 1, null);

    public UapiField U32(string field, int count = 1) => Add(field, UapiType.U32, count, null);

    public UapiField S32(string field) => Add(field, UapiType.S32, 1, null);

    public UapiField U64(string field) => Add(field, UapiType.U64, 1, null);

    public UapiField S64(string field) => Add(field, UapiType.S64, 1, null);

    public UapiField Pad32(string field = "pad") => Add(field, UapiType.U32, 1, null, isPadding: true);

    public UapiField Pad8(int count) => Add("pad", UapiType.U8, count, null, isPadding: true);

    public UapiField Pointer(string field, UapiTarget target) => Add(field, UapiType.U64, 1, target);

    public UapiField ObjArray(string field, UapiStruct element) =>
        Add(field, UapiType.ObjArray, 1, UapiTarget.OfStruct(element));

    /// <summary>Ends the structure.</summary>
    /// <param name="lastMandatory">Last field that the first version had, if the structure may grow.</param>
    public UapiStruct End(UapiField? lastMandatory = null)
    {
        int size = Align(_end, _alignment);
        int minimum = lastMandatory is null ? 0 : lastMandatory.Offset + lastMandatory.Size;
        return new UapiStruct(name, size, minimum, _fields.ToArray());
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) & -alignment;

    private UapiField Add(string field, UapiType type, int count, UapiTarget? target, bool isPadding = false)
    {
        int alignment = UapiField.AlignmentOf(type);
        _alignment = int.Max(_alignment, alignment);
        var added = new UapiField(field, type, Align(_end, alignment), count, target, isPadding);
        _fields.Add(added);
        _end = added.Offset + added.Size;
        return added;
    }
}
