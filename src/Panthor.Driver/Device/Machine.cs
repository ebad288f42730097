using System;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>
/// A whole machine: the simulation, the board with its GPU, and the driver that found it. The one place that knows all
/// three.
/// </summary>
public sealed class Machine : IDisposable
{
    private const int FaultPolls = 100;

    private static readonly Duration FaultPoll = Duration.FromMicroseconds(10);

    private Machine(Simulation simulation, Board board, PanthorDevice device)
    {
        Simulation = simulation;
        Board = board;
        Device = device;
    }

    /// <summary>Time, tasks, choices, findings.</summary>
    public Simulation Simulation { get; }

    /// <summary>Memory and GPU.</summary>
    public Board Board { get; }

    /// <summary>The driver.</summary>
    public PanthorDevice Device { get; }

    /// <summary>Builds a machine and boots the driver on it.</summary>
    /// <returns>The machine, or the driver's reason not to come up.</returns>
    public static KernelResult<Machine> Create(MachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var simulation = new Simulation(new SimulationOptions
        {
            Seed = options.Seed,
            Chooser = options.Chooser,
            Name = options.Name,
        });
        var board = new Board(simulation, new BoardOptions
        {
            Model = options.Model,
            MemorySize = options.MemorySize,
            Coherent = options.Coherent,
            AddressSpaces = options.AddressSpaces,
            Arena = options.Arena,
        });
        KernelResult<PanthorDevice> probed = simulation.RunToCompletion(
            simulation.Spawn("panthor_probe", () => PanthorDevice.ProbeAsync(simulation, board.Platform, options.Without)));
        if (probed.IsOk)
        {
            return new Machine(simulation, board, probed.Value);
        }

        board.Dispose();
        simulation.Dispose();
        return probed.WithoutValue();
    }

    /// <summary>Runs a client's call to its end, the rest of the machine along with it.</summary>
    /// <param name="name">Name of the client thread.</param>
    /// <param name="call">The call.</param>
    public T Call<T>(string name, Func<KTask<T>> call) => Simulation.RunToCompletion(Simulation.Spawn(name, call));

    /// <summary>Runs a client's call to its end, the rest of the machine along with it.</summary>
    /// <param name="name">Name of the client thread.</param>
    /// <param name="call">The call.</param>
    public void Call(string name, Func<KTask> call) => Simulation.RunToCompletion(Simulation.Spawn(name, call));

    /// <summary>Opens a client.</summary>
    public KernelResult<DrmFile> Open(string name) => Call(name, () => DrmFile.OpenAsync(Device));

    /// <summary>
    /// A GPU access to a VM's memory, as a shader makes it: the VM becomes active on an address space, the bytes go
    /// through the MMU, the VM becomes idle. Waits while the region is locked; after a fault, until the driver has seen
    /// the fault.
    /// </summary>
    /// <param name="vm">The VM.</param>
    /// <param name="address">GPU virtual address of the first byte.</param>
    /// <param name="bytes">What is written, or where to put what is read.</param>
    /// <param name="isWrite">True to write.</param>
    /// <returns>The driver's error if the VM could not be made active; else how the access ended.</returns>
    public async KTask<KernelResult<GpuAccessResult>> AccessAsync(
        PanthorVm vm, ulong address, Memory<byte> bytes, bool isWrite)
    {
        ArgumentNullException.ThrowIfNull(vm);
        Errno active = await vm.ActiveAsync();
        if (active != Errno.None)
        {
            return KernelResult.Fail(active, "the VM could not be put on an address space");
        }

        GpuAccessResult result = isWrite
            ? await Board.AccessPort.WriteAsync(vm.AsId, address, bytes)
            : await Board.AccessPort.ReadAsync(vm.AsId, address, bytes);

        // Without this, the next access would find the address space as the fault left it. An interrupt that got lost
        // is not waited for longer than it could take to arrive.
        for (int i = 0; i < FaultPolls && result.Status == TranslateStatus.Fault && !vm.UnhandledFault; i++)
        {
            await Simulation.Sleep(FaultPoll);
        }

        await vm.IdleAsync();
        return result;
    }

    /// <summary>Takes the device away from the driver and looks for what was left behind.</summary>
    public void Remove()
    {
        Call("panthor_remove", Device.UnplugAsync);
        Simulation.Objects.ReportLeaks($"at removal of {Device.Platform.Name}");
        Board.CheckLeaks();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Board.Dispose();
        Simulation.Dispose();
    }
}
