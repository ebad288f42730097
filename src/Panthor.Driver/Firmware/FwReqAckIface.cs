using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>
/// A pair of structures through which driver and firmware signal each other without a lock: a request is a bit of the
/// driver's word that differs from the firmware's, an event is the reverse.
/// </summary>
/// <remarks>
/// The lock keeps apart those who change the driver's words at the same time: the interrupt's thread, the scheduler,
/// the watchdog.
/// </remarks>
public abstract class FwReqAckIface
{
    private const uint Req = 0;
    private const uint Ack = 0;
    private const uint DoorbellReq = 8;
    private const uint DoorbellAck = 8;

    private readonly Simulation _simulation;
    private readonly LockClass _lockClass;
    private readonly FwWords _input;
    private readonly FwWords _output;
    private SpinLock? _lock;

    private protected FwReqAckIface(
        Simulation simulation, LockClass lockClass, KernelMapping map, ulong input, ulong output)
    {
        _simulation = simulation;
        _lockClass = lockClass;
        _input = new FwWords(map, input);
        _output = new FwWords(map, output);
    }

    /// <summary>Serialises the changes of the driver's words (<c>lock</c>).</summary>
    public SpinLock Lock => _lock ??= new SpinLock(_simulation, _lockClass);

    internal uint ReqWord => _input.Read32(Req);

    internal uint AckWord => _output.Read32(Ack);

    /// <summary>
    /// Makes bits of the request word differ from the acknowledge word: flags events for the firmware
    /// (<c>panthor_fw_toggle_reqs()</c>). It looks at them when the doorbell rings.
    /// </summary>
    public void ToggleReqs(uint mask) => Toggle(Req, Ack, mask);

    /// <summary>Sets bits of the request word to a value (<c>panthor_fw_update_reqs()</c>).</summary>
    /// <param name="value">The bits.</param>
    /// <param name="mask">Which of them count; the others stay.</param>
    public void UpdateReqs(uint value, uint mask) => Update(Req, value, mask);

    private protected void ToggleDoorbells(uint mask) => Toggle(DoorbellReq, DoorbellAck, mask);

    private protected void Update(uint word, uint value, uint mask)
    {
        Lock.Lock();
        _input.Write32(word, (_input.Read32(word) & ~mask) | (value & mask));
        Lock.Unlock();
    }

    private protected void Update64(uint word, ulong value, ulong mask)
    {
        Lock.Lock();
        _input.Write64(word, (_input.Read64(word) & ~mask) | (value & mask));
        Lock.Unlock();
    }

    private void Toggle(uint requestWord, uint acknowledgeWord, uint mask)
    {
        Lock.Lock();
        uint request = _input.Read32(requestWord);
        uint acknowledged = _output.Read32(acknowledgeWord);
        _input.Write32(requestWord, (~acknowledged & mask) | (request & ~mask));
        Lock.Unlock();
    }
}
