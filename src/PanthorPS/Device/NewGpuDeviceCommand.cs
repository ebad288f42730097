using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using Panthor.Driver.Device;
using Panthor.Driver.Patches;
using Panthor.Driver.Uapi;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>Creates a simulated machine with a Mali GPU and brings up the panthor driver on it.</summary>
/// <remarks>
/// <para>
/// The machine has memory, the GPU with its registers and MMU, and the driver. Everything in it is deterministic: the
/// same commands on a device with the same seed and schedule do the same, to the nanosecond of virtual time.
/// </para>
/// <para>
/// The new device becomes the current one: the other commands use it unless told otherwise. One client is open on it.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice</code>
/// Creates a Mali-G610 as on the RK3588, with 256 MiB of memory.
/// </example>
/// <example>
/// <code>New-GpuDevice -Model Mali-G310 -Memory 64MB -Schedule Random -Seed 42 -Name lab</code>
/// Creates a smaller GPU whose tasks preempt each other, in a way that the seed decides.
/// </example>
/// <example>
/// <code>New-GpuDevice -CsgSlots 3 | Get-GpuFirmware</code>
/// Creates a GPU whose firmware runs three groups at a time, so that more of them take turns.
/// </example>
/// <seealso cref="GetGpuDeviceCommand"/>
/// <seealso cref="RemoveGpuDeviceCommand"/>
/// <seealso cref="GetGpuModelCommand"/>
/// <seealso cref="GetGpuFirmwareCommand"/>
[Cmdlet(VerbsCommon.New, "GpuDevice", DefaultParameterSetName = BuiltIn)]
[OutputType(typeof(GpuDevice))]
public sealed class NewGpuDeviceCommand : GpuCmdlet
{
    private const string BuiltIn = "BuiltInFirmware";
    private const string WithImage = "Firmware";
    private const ulong Granule = PhysicalMemory.HugePageSize;
    private const ulong MaximumMemory = 64UL << 30;

    /// <summary>The GPU. Get-GpuModel lists the known ones. By default Mali-G610.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string Model { get; set; } = GpuModel.Default.Name;

    /// <summary>
    /// Bytes of memory, a multiple of 2 MiB; by default 256 MiB. Only what is used costs real memory.
    /// </summary>
    [Parameter]
    [Quantity]
    public ulong Memory { get; set; } = 256UL << 20;

    /// <summary>
    /// Bytes of swap, a multiple of 4 KiB; by default 256 MiB. 0 for none: then memory is never reclaimed.
    /// </summary>
    [Parameter]
    [Quantity]
    public ulong Swap { get; set; } = 256UL << 20;

    /// <summary>Seed of everything that is drawn at random.</summary>
    [Parameter]
    [Quantity]
    public ulong Seed { get; set; }

    /// <summary>
    /// How is decided what a real machine leaves open: first come, first served (Fifo), evenly at random (Random), or by
    /// random priorities with sudden changes (Pct).
    /// </summary>
    [Parameter]
    public GpuSchedule Schedule { get; set; }

    /// <summary>Names of patches that the driver is to do without, to see what they are for.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PatchCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Without { get; set; } = [];

    /// <summary>
    /// How many address spaces the GPU has, if not as many as the model. One of them is the firmware's.
    /// </summary>
    [Parameter]
    [ValidateRange(2, 16)]
    public int AddressSpaces { get; set; }

    /// <summary>
    /// Path of a firmware image (mali_csffw.bin) for the GPU's microcontroller. By default a small built-in one.
    /// </summary>
    [Parameter(ParameterSetName = WithImage)]
    [ValidateNotNullOrEmpty]
    public string? Firmware { get; set; }

    /// <summary>How many groups the built-in firmware runs at a time, if not as many as the model's.</summary>
    [Parameter(ParameterSetName = BuiltIn)]
    [ValidateRange(3, 31)]
    public int CsgSlots { get; set; }

    /// <summary>CPU and GPU see each other's caches. The driver refuses that on GPUs which cannot.</summary>
    [Parameter]
    public SwitchParameter Coherent { get; set; }

    /// <summary>A name for the device that no other one of the session has; by default gpu and its number.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    private protected override void Begin()
    {
        GpuModel? model = GpuModel.ByName(Model);
        if (model is null)
        {
            Refuse(
                "GpuModelNotFound",
                ErrorCategory.ObjectNotFound,
                $"There is no GPU model '{Model}'.",
                Model,
                "Get-GpuModel lists the models.");
        }

        if (Memory is 0 or > MaximumMemory || Memory % Granule != 0)
        {
            Refuse(
                "InvalidMemorySize",
                ErrorCategory.InvalidArgument,
                $"The memory of {GpuFormat.Size(Memory)} (0x{Memory:x}) is not a multiple of 2 MiB "
                    + "between 2 MiB and 64 GiB.",
                Memory);
        }

        if (Swap > MaximumMemory || Swap % PhysicalMemory.PageSize != 0)
        {
            Refuse(
                "InvalidSwapSize",
                ErrorCategory.InvalidArgument,
                $"The swap of {GpuFormat.Size(Swap)} (0x{Swap:x}) is not a multiple of 4 KiB up to 64 GiB.",
                Swap);
        }

        if (Name is not null && Session.Find(0, Name) is { } living)
        {
            Refuse(
                "GpuDeviceExists",
                ErrorCategory.ResourceExists,
                $"{living} has the name '{Name}'.",
                living,
                "Choose another name, or remove the device with Remove-GpuDevice.");
        }

        int id = NextId();
        string name = Name ?? NameOf(id);
        Machine machine = Check(Machine.Create(OptionsFor(model, name)), "Probe of the GPU", Model);
        var device = new GpuDevice(machine, id, name, Seed, Schedule);
        int client = device.NextClientId();
        var options = new DrmFileOptions { ProcessName = $"client{client}" };
        DrmFile file = Run(device, "open", () => DrmFile.OpenAsync(machine.Device, options)) is { IsOk: true } opened
            ? opened.Value
            : throw new InvalidOperationException("A fresh device refuses its first client.");
        device.Add(new GpuClient(device, file, client, options.ProcessName));
        Session.Add(device);
        WriteObject(device);
    }

    private static string NameOf(int id) => string.Create(CultureInfo.InvariantCulture, $"gpu{id}");

    // A device that is called like a later one's number keeps its name to itself.
    private int NextId()
    {
        int id = Session.NextId();
        while (Name is null && Session.Find(0, NameOf(id)) is not null)
        {
            id = Session.NextId();
        }

        return id;
    }

    private MachineOptions OptionsFor(GpuModel model, string name) => new()
    {
        Model = model,
        MemorySize = (long)Memory,
        SwapSize = (long)Swap,
        Seed = Seed,
        Chooser = GpuScheduleChooser.New(Schedule, Seed),
        Coherent = Coherent,
        AddressSpaces = IsBound(nameof(AddressSpaces)) ? AddressSpaces : null,
        Firmware = Firmware is null ? (ReadOnlyMemory<byte>?)null : ReadImage(Firmware),
        CsgSlots = IsBound(nameof(CsgSlots)) ? CsgSlots : null,
        Without = System.Array.ConvertAll(Without, FindPatch),
        Name = name,
    };

    private byte[] ReadImage(string path)
    {
        string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse("GpuFirmwareNotRead", ErrorCategory.ReadError, $"The firmware image cannot be read: {e.Message}", path);
            return [];
        }
    }

    private DriverPatch FindPatch(string name)
    {
        if (PatchCatalogue.Find(name) is { } patch)
        {
            return patch;
        }

        Refuse(
            "GpuPatchNotFound",
            ErrorCategory.ObjectNotFound,
            $"There is no patch '{name}'.",
            name,
            $"The patches are: {string.Join(", ", PatchCatalogue.All)}.");
        return null;
    }
}
