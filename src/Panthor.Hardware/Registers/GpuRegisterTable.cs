using System;
using System.Collections.Generic;
using System.Globalization;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <summary>Names and absolute offsets of all registers of a GPU.</summary>
public sealed class GpuRegisterTable
{
    private readonly List<RegisterInfo> _all = [];
    private readonly Dictionary<string, RegisterInfo> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<uint, RegisterInfo> _byOffset = [];

    /// <summary>Creates the table of a GPU that has the given address spaces.</summary>
    /// <param name="asPresent">GPU_AS_PRESENT.</param>
    public GpuRegisterTable(uint asPresent)
    {
        AddControl();
        AddInterrupts("GPU", GPU_INT_BASE, 0xffff_ffff);
        AddPower();
        AddInterrupts("JOB", JOB_INT_BASE, 0xffff_ffff);
        AddInterrupts("MMU", MMU_INT_BASE, asPresent | (asPresent << 16));
        AddMicrocontroller();
        for (uint space = 0; space < 16; space++)
        {
            if ((asPresent >> (int)space & 1) != 0)
                AddAddressSpace(space);
        }

        _all.Sort((left, right) => left.Offset.CompareTo(right.Offset));
    }

    /// <summary>All registers, by offset.</summary>
    public IReadOnlyList<RegisterInfo> All => _all;

    /// <summary>The register of that name, or null; case does not matter.</summary>
    public RegisterInfo? ByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The register that starts at an offset, or null.</summary>
    public RegisterInfo? ByOffset(uint offset) => _byOffset.GetValueOrDefault(offset);

    private void Add(
        string name, uint offset, RegisterAccess access, int bits = 32, ulong writableBits = ulong.MaxValue)
    {
        var register = new RegisterInfo(name, offset, bits, access, bits == 64 ? writableBits : (uint)writableBits);
        _all.Add(register);
        _byName.Add(name, register);
        _byOffset.Add(offset, register);
    }

    private void AddControl()
    {
        Add(nameof(GPU_ID), GPU_ID, RegisterAccess.ReadOnly);
        Add(nameof(GPU_L2_FEATURES), GPU_L2_FEATURES, RegisterAccess.ReadOnly);
        Add(nameof(GPU_CORE_FEATURES), GPU_CORE_FEATURES, RegisterAccess.ReadOnly);
        Add(nameof(GPU_TILER_FEATURES), GPU_TILER_FEATURES, RegisterAccess.ReadOnly);
        Add(nameof(GPU_MEM_FEATURES), GPU_MEM_FEATURES, RegisterAccess.ReadOnly);
        Add(nameof(GPU_MMU_FEATURES), GPU_MMU_FEATURES, RegisterAccess.ReadOnly);
        Add(nameof(GPU_AS_PRESENT), GPU_AS_PRESENT, RegisterAccess.ReadOnly);
        Add(nameof(GPU_CSF_ID), GPU_CSF_ID, RegisterAccess.ReadOnly);
        Add(nameof(GPU_CMD), GPU_CMD, RegisterAccess.WriteOnly);
        Add(nameof(GPU_STATUS), GPU_STATUS, RegisterAccess.ReadOnly);
        Add(nameof(GPU_FAULT_STATUS), GPU_FAULT_STATUS, RegisterAccess.ReadOnly);
        Add(nameof(GPU_FAULT_ADDR), GPU_FAULT_ADDR, RegisterAccess.ReadOnly, 64);
        Add(nameof(GPU_L2_CONFIG), GPU_L2_CONFIG, RegisterAccess.ReadWrite);
        Add(nameof(GPU_PWR_KEY), GPU_PWR_KEY, RegisterAccess.WriteOnly);
        Add(nameof(GPU_PWR_OVERRIDE0), GPU_PWR_OVERRIDE0, RegisterAccess.ReadWrite);
        Add(nameof(GPU_PWR_OVERRIDE1), GPU_PWR_OVERRIDE1, RegisterAccess.ReadWrite);
        Add(nameof(GPU_FEATURES), GPU_FEATURES, RegisterAccess.ReadOnly, 64);
        Add(nameof(GPU_TIMESTAMP_OFFSET), GPU_TIMESTAMP_OFFSET, RegisterAccess.ReadWrite, 64);
        Add(nameof(GPU_CYCLE_COUNT), GPU_CYCLE_COUNT, RegisterAccess.ReadOnly, 64);
        Add(nameof(GPU_TIMESTAMP), GPU_TIMESTAMP, RegisterAccess.ReadOnly, 64);
        Add(nameof(GPU_THREAD_MAX_THREADS), GPU_THREAD_MAX_THREADS, RegisterAccess.ReadOnly);
        Add(nameof(GPU_THREAD_MAX_WORKGROUP_SIZE), GPU_THREAD_MAX_WORKGROUP_SIZE, RegisterAccess.ReadOnly);
        Add(nameof(GPU_THREAD_MAX_BARRIER_SIZE), GPU_THREAD_MAX_BARRIER_SIZE, RegisterAccess.ReadOnly);
        Add(nameof(GPU_THREAD_FEATURES), GPU_THREAD_FEATURES, RegisterAccess.ReadOnly);
        for (uint i = 0; i < 4; i++)
            Add(Numbered("GPU_TEXTURE_FEATURES", i), GPU_TEXTURE_FEATURES(i), RegisterAccess.ReadOnly);

        Add(nameof(GPU_REVID), GPU_REVID, RegisterAccess.ReadOnly);
        for (uint i = 0; i < 3; i++)
            Add(Numbered("GPU_ASN_HASH", i), GPU_ASN_HASH(i), RegisterAccess.ReadWrite);

        Add(nameof(GPU_COHERENCY_FEATURES), GPU_COHERENCY_FEATURES, RegisterAccess.ReadOnly);
        Add(nameof(GPU_COHERENCY_PROTOCOL), GPU_COHERENCY_PROTOCOL, RegisterAccess.ReadWrite);
    }

    private void AddPower()
    {
        Add(nameof(GPU_SHADER_PRESENT), GPU_SHADER_PRESENT, RegisterAccess.ReadOnly, 64);
        Add(nameof(GPU_TILER_PRESENT), GPU_TILER_PRESENT, RegisterAccess.ReadOnly, 64);
        Add(nameof(GPU_L2_PRESENT), GPU_L2_PRESENT, RegisterAccess.ReadOnly, 64);
        Add(nameof(SHADER_READY), SHADER_READY, RegisterAccess.ReadOnly, 64);
        Add(nameof(TILER_READY), TILER_READY, RegisterAccess.ReadOnly, 64);
        Add(nameof(L2_READY), L2_READY, RegisterAccess.ReadOnly, 64);
        Add(nameof(SHADER_PWRON), SHADER_PWRON, RegisterAccess.WriteOnly, 64);
        Add(nameof(TILER_PWRON), TILER_PWRON, RegisterAccess.WriteOnly, 64);
        Add(nameof(L2_PWRON), L2_PWRON, RegisterAccess.WriteOnly, 64);
        Add(nameof(SHADER_PWROFF), SHADER_PWROFF, RegisterAccess.WriteOnly, 64);
        Add(nameof(TILER_PWROFF), TILER_PWROFF, RegisterAccess.WriteOnly, 64);
        Add(nameof(L2_PWROFF), L2_PWROFF, RegisterAccess.WriteOnly, 64);
        Add(nameof(SHADER_PWRTRANS), SHADER_PWRTRANS, RegisterAccess.ReadOnly, 64);
        Add(nameof(TILER_PWRTRANS), TILER_PWRTRANS, RegisterAccess.ReadOnly, 64);
        Add(nameof(L2_PWRTRANS), L2_PWRTRANS, RegisterAccess.ReadOnly, 64);
        Add(nameof(SHADER_PWRACTIVE), SHADER_PWRACTIVE, RegisterAccess.ReadOnly, 64);
        Add(nameof(TILER_PWRACTIVE), TILER_PWRACTIVE, RegisterAccess.ReadOnly, 64);
        Add(nameof(L2_PWRACTIVE), L2_PWRACTIVE, RegisterAccess.ReadOnly, 64);
    }

    private void AddInterrupts(string block, uint start, uint implemented)
    {
        Add(block + "_INT_RAWSTAT", start + INT_RAWSTAT, RegisterAccess.ReadOnly);
        Add(block + "_INT_CLEAR", start + INT_CLEAR, RegisterAccess.WriteOnly);
        Add(block + "_INT_MASK", start + INT_MASK, RegisterAccess.ReadWrite, 32, implemented);
        Add(block + "_INT_STAT", start + INT_STAT, RegisterAccess.ReadOnly);
    }

    private void AddMicrocontroller()
    {
        Add(nameof(MCU_CONTROL), MCU_CONTROL_BASE + MCU_CONTROL, RegisterAccess.ReadWrite, 32, 0x3);
        Add(nameof(MCU_STATUS), MCU_CONTROL_BASE + MCU_STATUS, RegisterAccess.ReadOnly);
        Add(nameof(CSF_GPU_LATEST_FLUSH_ID), CSF_GPU_LATEST_FLUSH_ID, RegisterAccess.ReadOnly);
        for (uint i = 0; CSF_DOORBELL(i) < WindowSize; i++)
            Add(Numbered(nameof(CSF_DOORBELL), i), CSF_DOORBELL(i), RegisterAccess.WriteOnly);
    }

    private void AddAddressSpace(uint space)
    {
        string prefix = string.Create(CultureInfo.InvariantCulture, $"AS{space}_");
        Add(prefix + "TRANSTAB", MMU_AS_BASE + AS_TRANSTAB(space), RegisterAccess.ReadWrite, 64);
        Add(prefix + "MEMATTR", MMU_AS_BASE + AS_MEMATTR(space), RegisterAccess.ReadWrite, 64);
        Add(prefix + "LOCKADDR", MMU_AS_BASE + AS_LOCKADDR(space), RegisterAccess.ReadWrite, 64);
        Add(prefix + "COMMAND", MMU_AS_BASE + AS_COMMAND(space), RegisterAccess.WriteOnly);
        Add(prefix + "FAULTSTATUS", MMU_AS_BASE + AS_FAULTSTATUS(space), RegisterAccess.ReadOnly);
        Add(prefix + "FAULTADDRESS", MMU_AS_BASE + AS_FAULTADDRESS(space), RegisterAccess.ReadOnly, 64);
        Add(prefix + "STATUS", MMU_AS_BASE + AS_STATUS(space), RegisterAccess.ReadOnly);
        Add(prefix + "TRANSCFG", MMU_AS_BASE + AS_TRANSCFG(space), RegisterAccess.ReadWrite, 64);
        Add(prefix + "FAULTEXTRA", MMU_AS_BASE + AS_FAULTEXTRA(space), RegisterAccess.ReadOnly, 64);
    }

    private static string Numbered(string name, uint index) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}({index})");
}
