namespace Panthor.Hardware;

/// <summary>The MMU's answer to an access.</summary>
public enum TranslateStatus : byte
{
    /// <summary>The physical address is valid; the access may go ahead.</summary>
    Ok,

    /// <summary>The address lies in the locked region: wait for the unlock and ask again.</summary>
    Stall,

    /// <summary>The access is terminated; the fault is in the registers of the address space.</summary>
    Fault,

    /// <summary>The memory system is off (the L2 cache has no power): the access goes nowhere.</summary>
    Aborted,
}
