using Panthor.Driver.Firmware;

namespace Panthor.Driver.Scheduling;

/// <summary>Requests to slots that are sent together (<c>struct panthor_csg_slots_upd_ctx</c>).</summary>
internal sealed class CsgSlotsUpdCtx
{
    private readonly uint[] _values = new uint[FwIface.MAX_CSGS];
    private readonly uint[] _masks = new uint[FwIface.MAX_CSGS];

    /// <summary>Slots with a request, a bit each.</summary>
    public uint UpdateMask { get; private set; }

    /// <summary>Slots that did not answer, a bit each.</summary>
    public uint TimedoutMask { get; set; }

    /// <summary>Forgets everything.</summary>
    /// <remarks>C: csgs_upd_ctx_init.</remarks>
    public void Init()
    {
        System.Array.Clear(_values);
        System.Array.Clear(_masks);
        UpdateMask = 0;
        TimedoutMask = 0;
    }

    /// <summary>Adds a request.</summary>
    /// <param name="csgId">The slot.</param>
    /// <param name="value">The bits that are to be set in its REQ word.</param>
    /// <param name="mask">The bits that matter; not 0.</param>
    /// <remarks>C: csgs_upd_ctx_queue_reqs.</remarks>
    public void QueueReqs(int csgId, uint value, uint mask)
    {
        _values[csgId] = (_values[csgId] & ~mask) | (value & mask);
        _masks[csgId] |= mask;
        UpdateMask |= 1u << csgId;
    }

    /// <summary>The bits to be set in the REQ word of a slot.</summary>
    public uint Value(int csgId) => _values[csgId];

    /// <summary>The bits that matter.</summary>
    public uint Mask(int csgId) => _masks[csgId];
}
