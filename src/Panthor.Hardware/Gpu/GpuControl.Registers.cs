using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <content>The block's registers; offsets count from the start of the window.</content>
internal sealed partial class GpuControl
{
    private const uint PairMask = 4;

    public bool TryRead(uint offset, out uint value) =>
        TryReadIdentity(offset, out value) || TryReadState(offset, out value) || TryReadPower(offset, out value);

    public bool TryWrite(uint offset, uint value)
    {
        switch (offset)
        {
            case GPU_CMD:
                Command(value);
                return true;
            case GPU_L2_CONFIG:
                _l2Config = value;
                return true;
            case GPU_PWR_KEY:
                return true;
            case GPU_PWR_OVERRIDE0:
                _override0 = value;
                return true;
            case GPU_PWR_OVERRIDE1:
                _override1 = value;
                return true;
            case GPU_COHERENCY_PROTOCOL:
                _coherencyProtocol = value;
                return true;
            case GPU_TIMESTAMP_OFFSET or GPU_TIMESTAMP_OFFSET + 4:
                _timestampOffset = WithWord(_timestampOffset, offset, value);
                return true;
            case >= 0x2C0 and < 0x2CC:
                _asnHash[(offset - 0x2C0) / 4] = value;
                return true;
            default:
                return TryWritePower(offset, value);
        }
    }

    internal static uint Word(ulong value, uint offset) =>
        (offset & PairMask) == 0 ? unchecked((uint)value) : (uint)(value >> 32);

    internal static ulong WithWord(ulong old, uint offset, uint word) => (offset & PairMask) == 0
        ? (old & 0xffff_ffff_0000_0000) | word
        : (old & 0xffff_ffff) | ((ulong)word << 32);

    private bool TryReadIdentity(uint offset, out uint value)
    {
        uint? found = offset switch
        {
            GPU_ID => _model.GpuId,
            GPU_L2_FEATURES => _model.L2Features,
            GPU_CORE_FEATURES => _model.CoreFeatures,
            GPU_TILER_FEATURES => _model.TilerFeatures,
            GPU_MEM_FEATURES => _model.MemFeatures,
            GPU_MMU_FEATURES => _model.MmuFeatures,
            GPU_AS_PRESENT => AsPresent,
            GPU_CSF_ID => _model.CsfId,
            GPU_FEATURES or GPU_FEATURES + 4 => Word(_model.GpuFeatures, offset),
            GPU_THREAD_MAX_THREADS => _model.ThreadMaxThreads,
            GPU_THREAD_MAX_WORKGROUP_SIZE => _model.ThreadMaxWorkgroupSize,
            GPU_THREAD_MAX_BARRIER_SIZE => _model.ThreadMaxBarrierSize,
            GPU_THREAD_FEATURES => _model.ThreadFeatures,
            >= 0xB0 and < 0xC0 => _model.TextureFeatures[(int)(offset - 0xB0) / 4],
            GPU_REVID => _model.RevisionId,
            GPU_COHERENCY_FEATURES => CoherencyFeatures,
            _ => null,
        };
        value = found ?? 0;
        return found.HasValue;
    }

    private uint CoherencyFeatures =>
        _model.CoherencyFeatures | (_coherent ? GPU_COHERENCY_PROT_BIT(GPU_COHERENCY_ACE_LITE) : 0);

    private bool TryReadState(uint offset, out uint value)
    {
        uint? found = offset switch
        {
            GPU_STATUS => Status,
            GPU_FAULT_STATUS => _faultStatus,
            GPU_FAULT_ADDR or GPU_FAULT_ADDR + 4 => Word(_faultAddress, offset),
            GPU_L2_CONFIG => _l2Config,
            GPU_PWR_OVERRIDE0 => _override0,
            GPU_PWR_OVERRIDE1 => _override1,
            GPU_TIMESTAMP_OFFSET or GPU_TIMESTAMP_OFFSET + 4 => Word(_timestampOffset, offset),
            GPU_CYCLE_COUNT or GPU_CYCLE_COUNT + 4 => Word(CycleCount, offset - GPU_CYCLE_COUNT),
            GPU_TIMESTAMP or GPU_TIMESTAMP + 4 => Word(Timestamp, offset - GPU_TIMESTAMP),
            >= 0x2C0 and < 0x2CC => _asnHash[(offset - 0x2C0) / 4],
            GPU_COHERENCY_PROTOCOL => _coherencyProtocol,
            _ => null,
        };
        value = found ?? 0;
        return found.HasValue;
    }

    private uint Status
    {
        get
        {
            uint status = 0;
            if (_flushing || _resetting)
                status |= GPU_STATUS_ACTIVE;

            if ((Shader.Ready | Tiler.Ready | L2.Ready) != 0)
                status |= GPU_STATUS_PWR_ACTIVE;

            if (IsProtected)
                status |= GPU_STATUS_PROTM_ACTIVE;

            return HasPageFault() ? status | GPU_STATUS_PAGE_FAULT : status;
        }
    }

    private PowerDomain? DomainOf(uint offset) => (offset & 0x30) switch
    {
        0x00 => Shader,
        0x10 => Tiler,
        0x20 => L2,
        _ => null,
    };

    private bool TryReadPower(uint offset, out uint value)
    {
        value = 0;
        if (!TryDecodePower(offset, out uint row, out PowerDomain? domain))
            return false;

        ulong? mask = row switch
        {
            GPU_SHADER_PRESENT => domain!.Present,
            SHADER_READY => domain!.Ready,
            SHADER_PWRTRANS => domain!.Transitioning,
            SHADER_PWRACTIVE => 0UL,
            _ => null,
        };
        value = Word(mask ?? 0, offset);
        return mask.HasValue;
    }

    private bool TryWritePower(uint offset, uint value)
    {
        if (!TryDecodePower(offset, out uint row, out PowerDomain? domain))
            return false;

        ulong units = WithWord(0, offset, value);
        switch (row)
        {
            case SHADER_PWRON:
                domain!.PowerOn(units);
                return true;
            case SHADER_PWROFF:
                domain!.PowerOff(units);
                return true;
            default:
                return false;
        }
    }

    // The rows lie 0x40 apart (0x100, 0x140 … 0x240), the shader's, the tiler's and the L2's pair 0x10 apart in each.
    private bool TryDecodePower(uint offset, out uint row, out PowerDomain? domain)
    {
        row = offset & ~0x3fu;
        domain = null;
        if (offset is < GPU_SHADER_PRESENT or >= SHADER_PWRACTIVE + 0x40 || (offset & 0xf) > 4)
            return false;

        domain = DomainOf(offset);
        return domain is not null;
    }
}
