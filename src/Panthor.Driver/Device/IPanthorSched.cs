using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>What the device and the firmware call of the scheduler (<c>panthor_sched.h</c>).</summary>
public interface IPanthorSched
{
    /// <summary>The firmware has events (<c>panthor_sched_report_fw_events()</c>); in the interrupt's thread.</summary>
    /// <param name="events">Bit 31: the firmware as a whole; else a bit a group slot.</param>
    void ReportFwEvents(uint events);

    /// <summary>A page fault happened (<c>panthor_sched_report_mmu_fault()</c>).</summary>
    void ReportMmuFault();

    /// <summary>Stops everything before a reset (<c>panthor_sched_pre_reset()</c>).</summary>
    KTask PreResetAsync();

    /// <summary>Goes on after a reset (<c>panthor_sched_post_reset()</c>).</summary>
    /// <param name="resetFailed">The firmware did not come back: every group ends.</param>
    KTask PostResetAsync(bool resetFailed);

    /// <summary>Takes all groups off their slots before the power goes (<c>panthor_sched_suspend()</c>).</summary>
    KTask SuspendAsync();

    /// <summary>Goes on after the power has come back (<c>panthor_sched_resume()</c>).</summary>
    void Resume();

    /// <summary>Ends the scheduler before the firmware (<c>panthor_sched_unplug()</c>).</summary>
    KTask UnplugAsync();
}
