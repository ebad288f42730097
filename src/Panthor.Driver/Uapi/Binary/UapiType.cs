namespace Panthor.Driver.Uapi.Binary;

/// <summary>The C types that fields of the uAPI have.</summary>
public enum UapiType
{
    /// <summary><c>__u8</c>.</summary>
    U8,

    /// <summary><c>__u32</c>.</summary>
    U32,

    /// <summary><c>__s32</c> and <c>int</c>.</summary>
    S32,

    /// <summary><c>__u64</c>, <c>__kernel_size_t</c>, and pointers.</summary>
    U64,

    /// <summary><c>__s64</c>.</summary>
    S64,

    /// <summary><c>struct drm_panthor_obj_array</c>: stride, count and address of an array.</summary>
    ObjArray,
}
