using System;
using Panthor.Hardware;

namespace Panthor.Driver.Device;

/// <summary>
/// What the GPU calls its exceptions (<c>enum drm_panthor_exception_type</c>): the low byte of the fault status of the
/// GPU, of an address space and of a command stream.
/// </summary>
public static class PanthorException
{
    /// <summary>Highest code that is not a fault (<c>DRM_PANTHOR_EXCEPTION_MAX_NON_FAULT</c>).</summary>
    public const uint MAX_NON_FAULT = 0x3f;

    private const string Unknown = "Unknown exception type";

    /// <summary>True if the code reports a fault (<c>panthor_exception_is_fault()</c>).</summary>
    public static bool IsFault(uint code) => code > MAX_NON_FAULT;

    /// <summary>The name of a code (<c>panthor_exception_name()</c>), for example <c>TRANSLATION_FAULT_2</c>.</summary>
    public static string Name(uint code) =>
        code <= byte.MaxValue ? Enum.GetName((GpuException)code) ?? Unknown : Unknown;
}
