using System;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>What happens to a device while clients work on it.</summary>
[Flags]
public enum StressTrouble
{
    /// <summary>Nothing but the clients' own calls.</summary>
    None = 0,

    /// <summary>Somebody asks for resets.</summary>
    Resets = 1,

    /// <summary>The whole machine goes to sleep and wakes up.</summary>
    Sleeps = 2,

    /// <summary>Jobs go wrong: a word that does not exist, an unmapped page, a hang.</summary>
    BadJobs = 4,

    /// <summary>The hardware loses acknowledgements and interrupts, and the firmware hangs.</summary>
    LostAnswers = 8,

    /// <summary>
    /// Cache flushes and commands of address spaces never complete. In Linux 7.2 a kernel buffer whose region cannot be
    /// locked stays mapped when it is destroyed, and leaks with its VM.
    /// </summary>
    StuckCommands = 16,

    /// <summary>The firmware does not come back from a reset: the device is given up.</summary>
    DeadFirmware = 32,
}
