using System;
using Panthor.Kernel;
using static Panthor.Hardware.FirmwareInterface;

namespace Panthor.Hardware;

/// <content>From the reset vector to the first interrupt.</content>
internal sealed partial class CsfFirmware
{
    private const int SuspendHeaderSize = 64;
    private const uint ProtectedSuspendSize = 0x1000;
    private const uint ResetVector = 4;
    private const uint ThumbBit = 1;

    private byte[]? _scratch;
    private ulong _interfaceEnd = SharedStart;
    private uint _globalInput;
    private uint _globalOutput;
    private uint _groupStride;

    /// <summary>Bytes of a stream's state in a suspend buffer.</summary>
    public int StreamStateSize => CommandStream.StateSizeOf(Model);

    /// <summary>Where the state of a stream is on its way from or to a suspend buffer.</summary>
    public byte[] Scratch => _scratch ??= new byte[StreamStateSize];

    /// <summary>Bytes of a group's suspend buffer.</summary>
    public uint SuspendSize { get; private set; }

    /// <summary>
    /// The MCU comes out of reset: it must find its vectors, code, stack and interfaces in memory, through address
    /// space 0. What is not there is its end (MCU_STATUS_FATAL).
    /// </summary>
    public void Boot()
    {
        if (Memory.Space.Locked.Size != 0)
        {
            _deferred.Add(KindBoot);
            return;
        }

        Memory.Reset();
        if (Simulation.Faults.ShouldFail(HardwareFaultPoints.FirmwareBoot, null))
            return;

        if (!StartCode() || !PublishInterfaces())
        {
            Drop();
            StatusChanged(McuStatus.Fatal);
            return;
        }

        IsRunning = true;
        ResetGlobalState();
        Simulation.Events.Record(HardwareEvents.FirmwareBooted, Version, (ulong)SlotCount, (ulong)StreamCount);

        // What was asked for before the boot counts too: a halt that nobody took back halts the MCU again, and the host
        // waits for this interrupt in vain.
        _atBoot = true;
        Pass();
        if (_atBoot)
            RaiseInterrupt(GpuRegisters.JOB_INT_GLOBAL_IF);

        _atBoot = false;
    }

    /// <summary>The interface addresses of a group slot.</summary>
    internal (uint Input, uint Output, uint Control) GroupInterface(int slot)
    {
        uint control = SharedStart + GroupControlOffset + ((uint)slot * _groupStride);
        return (
            Memory.Read32(control + GroupControl.InputVa), Memory.Read32(control + GroupControl.OutputVa), control);
    }

    /// <summary>The interface addresses of a stream.</summary>
    /// <param name="groupControl">Address of its group's control block.</param>
    /// <param name="stream">Number of the stream.</param>
    internal (uint Input, uint Output) StreamInterface(uint groupControl, int stream)
    {
        uint stride = Memory.Read32(groupControl + GroupControl.StreamStride);
        uint control = groupControl + StreamControlOffset + ((uint)stream * stride);
        return (
            Memory.Read32(control + StreamControl.InputVa), Memory.Read32(control + StreamControl.OutputVa));
    }

    // A Cortex-M takes its stack pointer and the address of its first instruction, Thumb bit set, from the vector table
    // at address 0. The table need not be executable, the code must.
    private bool StartCode()
    {
        uint stack = Memory.Read32(0);
        uint reset = Memory.Read32(ResetVector);
        if (Memory.IsDead || stack < 8 || (reset & ThumbBit) == 0)
            return false;

        if (!Memory.Fetch32(reset & ~ThumbBit, out uint instruction) || instruction == 0)
            return false;

        Memory.Write64(stack - 8, 0);
        return !Memory.IsDead;
    }

    private bool PublishInterfaces()
    {
        // Images bring the control blocks filled in, but for what the code finds out. For one that does not, the blocks
        // are laid out as in the built-in image.
        if (Memory.Read32(SharedStart + GlobalControl.GroupNum) == 0)
        {
            byte[] blocks = BuiltInFirmware.SharedData(
                _options.CsgSlots ?? Model.CsgSlots, Model.CsSlotsPerGroup, out _);
            Memory.Write(SharedStart, blocks);
        }

        uint slots = Memory.Read32(SharedStart + GlobalControl.GroupNum);
        if (Memory.IsDead || slots > GroupSlotsMax)
            return false;

        SlotCount = (int)slots;
        _groupStride = Memory.Read32(SharedStart + GlobalControl.GroupStride);
        _globalInput = Memory.Read32(SharedStart + GlobalControl.InputVa);
        _globalOutput = Memory.Read32(SharedStart + GlobalControl.OutputVa);
        _interfaceEnd = _globalOutput + GlobalOutputSize;
        StreamCount = Model.CsSlotsPerGroup;
        SuspendSize = (uint)(SuspendHeaderSize + (StreamCount * StreamStateSize) + 0xfff) & ~0xfffu;
        for (int slot = 0; slot < SlotCount; slot++)
            PublishGroup(slot);

        Version = FirmwareVersion.Of(_options);
        Memory.Write32(SharedStart + GlobalControl.Features, 0);
        Memory.Write32(SharedStart + GlobalControl.PerfcntSize, 0);
        Memory.Write32(SharedStart + GlobalControl.Version, Version);
        return !Memory.IsDead;
    }

    private void PublishGroup(int slot)
    {
        uint control = SharedStart + GroupControlOffset + ((uint)slot * _groupStride);
        int streams = (int)Math.Min(Memory.Read32(control + GroupControl.StreamNum), (uint)Model.CsSlotsPerGroup);
        StreamCount = Math.Min(StreamCount, streams);
        Memory.Write32(control + GroupControl.Features, 0);
        Memory.Write32(control + GroupControl.SuspendSize, SuspendSize);
        Memory.Write32(control + GroupControl.ProtmSuspendSize, ProtectedSuspendSize);
        Memory.Write32(control + GroupControl.StreamNum, (uint)streams);
        uint stride = Memory.Read32(control + GroupControl.StreamStride);
        uint stream = control + StreamControlOffset;
        for (int index = 0; index < streams; index++, stream += stride)
            Memory.Write32(stream + StreamControl.Features, StreamFeatures);

        uint last = Memory.Read32(stream - stride + StreamControl.OutputVa);
        _interfaceEnd = Math.Max(_interfaceEnd, (ulong)last + StreamOutputSize);
    }

    // CS_FEATURES: registers less one in [7:0], scoreboard slots in [15:8], compute, fragment and tiler in [18:16].
    private uint StreamFeatures =>
        ((uint)Model.CsRegisters - 1) | ((uint)Model.Scoreboards << 8) | (7u << 16);
}
