namespace Panthor.Hardware;

/// <summary>
/// Where things lie in the memory that firmware and driver share: the structures of the kernel's <c>panthor_fw.h</c>
/// as offsets in bytes.
/// </summary>
internal static class FirmwareInterface
{
    /// <summary>MCU virtual address of the shared section.</summary>
    public const uint SharedStart = 0x0400_0000;

    /// <summary>Offset of the first group's control block in the shared section.</summary>
    public const uint GroupControlOffset = 0x1000;

    /// <summary>Offset of the first stream's control block in its group's.</summary>
    public const uint StreamControlOffset = 0x40;

    /// <summary>Size of a stream's control block: features and two addresses.</summary>
    public const uint StreamControlSize = 12;

    /// <summary>Bytes of the global input block.</summary>
    public const uint GlobalInputSize = 0x84;

    /// <summary>Bytes of the global output block.</summary>
    public const uint GlobalOutputSize = 0x1c;

    /// <summary>Bytes of a group's input block.</summary>
    public const uint GroupInputSize = 0x58;

    /// <summary>Bytes of a group's output block.</summary>
    public const uint GroupOutputSize = 0x20;

    /// <summary>Bytes of a stream's input block.</summary>
    public const uint StreamInputSize = 0x60;

    /// <summary>Bytes of a stream's output block.</summary>
    public const uint StreamOutputSize = 0xd8;

    /// <summary>Most group slots that a driver knows (<c>MAX_CSGS</c>).</summary>
    public const int GroupSlotsMax = 31;

    /// <summary>Most streams in a group that a driver knows (<c>MAX_CS_PER_CSG</c>).</summary>
    public const int StreamsMax = 32;

    /// <summary>panthor_fw_global_control_iface.</summary>
    public static class GlobalControl
    {
        public const uint Version = 0x00;
        public const uint Features = 0x04;
        public const uint InputVa = 0x08;
        public const uint OutputVa = 0x0c;
        public const uint GroupNum = 0x10;
        public const uint GroupStride = 0x14;
        public const uint PerfcntSize = 0x18;
    }

    /// <summary>panthor_fw_global_input_iface.</summary>
    public static class GlobalInput
    {
        public const uint Req = 0x00;
        public const uint AckIrqMask = 0x04;
        public const uint DoorbellReq = 0x08;
        public const uint ProgressTimer = 0x10;
        public const uint PoweroffTimer = 0x14;
        public const uint CoreEnMask = 0x18;
        public const uint IdleTimer = 0x80;
    }

    /// <summary>panthor_fw_global_output_iface.</summary>
    public static class GlobalOutput
    {
        public const uint Ack = 0x00;
        public const uint DoorbellAck = 0x08;
        public const uint HaltStatus = 0x10;
    }

    /// <summary>panthor_fw_csg_control_iface.</summary>
    public static class GroupControl
    {
        public const uint Features = 0x00;
        public const uint InputVa = 0x04;
        public const uint OutputVa = 0x08;
        public const uint SuspendSize = 0x0c;
        public const uint ProtmSuspendSize = 0x10;
        public const uint StreamNum = 0x14;
        public const uint StreamStride = 0x18;
    }

    /// <summary>panthor_fw_csg_input_iface.</summary>
    public static class GroupInput
    {
        public const uint Req = 0x00;
        public const uint AckIrqMask = 0x04;
        public const uint DoorbellReq = 0x08;
        public const uint CsIrqAck = 0x0c;
        public const uint AllowCompute = 0x20;
        public const uint AllowFragment = 0x28;
        public const uint AllowOther = 0x30;
        public const uint EndpointReq = 0x34;
        public const uint EndpointReq2 = 0x38;
        public const uint SuspendBuf = 0x40;
        public const uint Config = 0x50;
    }

    /// <summary>panthor_fw_csg_output_iface.</summary>
    public static class GroupOutput
    {
        public const uint Ack = 0x00;
        public const uint DoorbellAck = 0x08;
        public const uint CsIrqReq = 0x0c;
        public const uint StatusEndpointCurrent = 0x10;
        public const uint StatusEndpointReq = 0x14;
        public const uint StatusState = 0x18;
        public const uint ResourceDep = 0x1c;
    }

    /// <summary>panthor_fw_cs_control_iface.</summary>
    public static class StreamControl
    {
        public const uint Features = 0x00;
        public const uint InputVa = 0x04;
        public const uint OutputVa = 0x08;
    }

    /// <summary>panthor_fw_cs_input_iface.</summary>
    public static class StreamInput
    {
        public const uint Req = 0x00;
        public const uint Config = 0x04;
        public const uint AckIrqMask = 0x0c;
        public const uint RingBase = 0x10;
        public const uint RingSize = 0x18;
        public const uint HeapStart = 0x20;
        public const uint RingInput = 0x30;
        public const uint RingOutput = 0x38;
    }

    /// <summary>panthor_fw_cs_output_iface.</summary>
    public static class StreamOutput
    {
        public const uint Ack = 0x00;
        public const uint CommandPointer = 0x40;
        public const uint Wait = 0x48;
        public const uint RequestedResources = 0x4c;
        public const uint SyncPointer = 0x50;
        public const uint SyncValue = 0x58;
        public const uint Scoreboards = 0x5c;
        public const uint BlockedReason = 0x60;
        public const uint SyncValueHigh = 0x64;
        public const uint Fault = 0x80;
        public const uint Fatal = 0x84;
        public const uint FaultInfo = 0x88;
        public const uint FatalInfo = 0x90;
        public const uint HeapVtStart = 0xc0;
        public const uint HeapVtEnd = 0xc4;
        public const uint HeapFragEnd = 0xcc;
        public const uint HeapAddress = 0xd0;
    }

    /// <summary>panthor_fw_ringbuf_input_iface.</summary>
    public static class RingInput
    {
        public const uint Insert = 0x00;
        public const uint Extract = 0x08;
    }

    /// <summary>panthor_fw_ringbuf_output_iface.</summary>
    public static class RingOutput
    {
        public const uint Extract = 0x00;
        public const uint Active = 0x08;
    }
}
