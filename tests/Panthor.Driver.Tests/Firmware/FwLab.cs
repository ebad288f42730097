using System;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Firmware;

/// <summary>A machine whose firmware, power and resets a test looks at.</summary>
internal sealed class FwLab : IDisposable
{
    public const uint Shared = FwBinary.CSF_MCU_SHARED_REGION_START;

    public FwLab(MachineOptions? options = null)
    {
        Test = new TestMachine(options);
        Vm = Test.NewVm();
        Assert.True(Test.Map(Vm, Test.NewBuffer(4096), 0x10000, 4096).IsOk);
    }

    public TestMachine Test { get; }

    public uint Vm { get; }

    public PanthorDevice Device => Test.Device;

    public PanthorFw Fw => Device.Fw;

    public Simulation Simulation => Test.Machine.Simulation;

    public Board Board => Test.Machine.Board;

    /// <summary>The kernel log in one text.</summary>
    public string Log => string.Join('\n', Simulation.Log.Lines.Select(line => line.Message));

    /// <summary>Runs until nothing is left to happen: the device is suspended then, or was never in use.</summary>
    public void RunUntilIdle() => Simulation.RunUntilIdle();

    public void KeepPower() => Test.KeepPower();

    /// <summary>The end of <see cref="KeepPower"/>.</summary>
    public void LetPowerGo() => Device.PmPutAutosuspend();

    public FaultInjection Fault(FaultPoint point, object? subject = null, long times = 1) => Simulation.Faults.Add(
        new FaultInjection(point) { Times = times, Match = subject is null ? null : given => Equals(given, subject) });

    /// <summary>Lets the GPU read a page through the VM; the error if it cannot.</summary>
    public Errno Access() => Test.Call(() => Test.Machine.AccessAsync(
        Test.File.Vms.Find(Vm)!, 0x10000, new byte[4], isWrite: false)).Errno;

    /// <summary>How often an event was recorded.</summary>
    public int Count(EventId id) => Simulation.Events.Last(int.MaxValue).Count(record => record.Id == id);

    /// <summary>The first numbers of an event, in order.</summary>
    public ulong[] Numbers(EventId id) =>
        [.. Simulation.Events.Last(int.MaxValue).Where(record => record.Id == id).Select(record => record.A)];

    /// <summary>Reads what the microcontroller has at an address, past its rights.</summary>
    public static uint Word(Board board, uint address)
    {
        var bytes = new byte[4];
        Assert.True(board.Memory.TryRead(Physical(board, address), bytes));
        return BitConverter.ToUInt32(bytes);
    }

    /// <summary>Writes what the microcontroller has at an address, past its rights.</summary>
    public static void SetWord(Board board, uint address, uint value) =>
        Assert.True(board.Memory.TryWrite(Physical(board, address), BitConverter.GetBytes(value)));

    /// <summary>Takes the findings out, so that the machine ends clean.</summary>
    public string[] TakeFindings()
    {
        string[] titles = [.. Simulation.Findings.Select(finding => finding.Title)];
        Simulation.Findings.Clear();
        return titles;
    }

    public void Dispose() => Test.Dispose();

    private static ulong Physical(Board board, uint address)
    {
        Assert.Equal(
            TranslateStatus.Ok, board.AccessPort.TryTranslate(0, address, AccessKind.Read, out ulong physical));
        return physical;
    }
}
