using System;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>
/// A whole machine: the simulation, the board with its GPU, and the driver that found it. The one place that knows all
/// three.
/// </summary>
public sealed partial class Machine : IDisposable
{
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
    public static KernelResult<Machine> Create(MachineOptions options) => Create(options, static _ => { });

    /// <summary>As <see cref="Create(MachineOptions)"/>, with a look at a machine on which the driver did not come up.</summary>
    /// <param name="options">How to build the machine.</param>
    /// <param name="failed">Sees the log and the findings, leaks among them, before the machine goes.</param>
    internal static KernelResult<Machine> Create(MachineOptions options, Action<Simulation> failed)
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
            SwapSize = options.SwapSize,
            Coherent = options.Coherent,
            AddressSpaces = options.AddressSpaces,
            Firmware = options.Firmware,
            CsgSlots = options.CsgSlots,
            FirmwareInterfaceVersion = options.FirmwareInterfaceVersion,
            Arena = options.Arena,
        });
        options.Prepare?.Invoke(simulation, board);
        KernelResult<PanthorDevice> probed = simulation.RunToCompletion(
            simulation.Spawn("panthor_probe", () => PanthorDevice.ProbeAsync(simulation, board.Platform, options.Without)));
        if (probed.IsOk)
        {
            return new Machine(simulation, board, probed.Value);
        }

        simulation.Objects.ReportLeaks($"after the probe of {board.Platform.Name} failed");
        board.CheckLeaks();
        failed(simulation);
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
    /// <param name="name">Name of the client thread.</param>
    /// <param name="options">How it opens the device; null for an ordinary client that draws.</param>
    public KernelResult<DrmFile> Open(string name, DrmFileOptions? options = null) =>
        Call(name, () => DrmFile.OpenAsync(Device, options));

    /// <summary>Takes the device away from the driver and looks for what was left behind.</summary>
    public void Remove()
    {
        Call("panthor_remove", SettleAsync);
        Call("panthor_remove", Device.UnplugAsync);
        Call("panthor_remove", Device.ReleaseAsync);
        string occasion = $"at removal of {Device.Platform.Name}";
        if (Device.Fences.ReportUnsignaled(occasion) == 0)
        {
            Device.Fences.ReportLeaks(occasion);
        }

        Simulation.Objects.ReportLeaks(occasion);
        Board.CheckLeaks();
    }

    // Whoever takes a driver off a machine does so while it is awake, and when a reset that is due is over. Files were
    // closed long before: their groups have left.
    private async KTask SettleAsync()
    {
        if (Device.IsSystemSuspended)
        {
            await Device.SystemResumeAsync();
        }

        await Device.FlushResetAsync();
        await Device.Scheduler.SettleAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Board.Dispose();
        Simulation.Dispose();
    }
}
