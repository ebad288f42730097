namespace Panthor.Hardware;

/// <summary>Versions of the interface between firmware and driver: major, minor and patch in one word.</summary>
/// <remarks>
/// The images of linux-firmware say 1.5.0 for architecture 10, 2.8.0 for 11, 3.13.0 for 12 and 13 (in their header; it
/// is also what panthor prints of a booted one). From 4.0.0 on a group's endpoint request is 64 bits wide, from 4.1.0
/// on halt is a value of the state field (<c>panthor_fw_has_64bit_ep_req</c>, <c>panthor_fw_has_glb_state</c>).
/// </remarks>
public static class FirmwareVersion
{
    /// <summary>First version with <c>endpoint_req2</c>.</summary>
    public const uint With64BitEndpointRequest = 4u << 24;

    /// <summary>First version with GLB_STATE.</summary>
    public const uint WithGlobalState = (4u << 24) | (1u << 16);

    /// <summary>Makes a version.</summary>
    public static uint Make(uint major, uint minor, uint patch) => (major << 24) | (minor << 16) | patch;

    /// <summary>The version that the firmware of an architecture has.</summary>
    public static uint Of(GpuArchitecture architecture) => architecture.Major switch
    {
        <= 10 => Make(1, 5, 0),
        11 => Make(2, 8, 0),
        12 or 13 => Make(3, 13, 0),
        _ => WithGlobalState,
    };

    internal static uint Of(BoardOptions options) =>
        options.FirmwareInterfaceVersion ?? Of(options.Model.Architecture);
}
