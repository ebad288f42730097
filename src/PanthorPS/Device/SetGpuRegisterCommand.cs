using System.Management.Automation;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Writes a register of a GPU, past the driver.</summary>
/// <remarks>
/// The write happens at once; what it starts takes virtual time (see Step-GpuDevice). The driver does not expect it:
/// this is for experiments.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Set-GpuRegister AS1_LOCKADDR 0x40000e -PassThru</code>
/// Writes a register and shows what it reads as then.
/// </example>
/// <seealso cref="GetGpuRegisterCommand"/>
[Cmdlet(VerbsCommon.Set, "GpuRegister", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(GpuRegister))]
public sealed class SetGpuRegisterCommand : PipedDeviceCmdlet
{
    private const string ByName = "Name";
    private const string ByOffset = "Offset";

    /// <summary>Name of the register.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(RegisterCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Offset of the register in bytes, a multiple of 4.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByOffset)]
    [Quantity]
    public ulong Offset { get; set; }

    /// <summary>What to write; at most as many bits as the register has.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Quantity]
    public ulong Value { get; set; }

    /// <summary>Returns the register.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        GpuRegister register = ParameterSetName == ByOffset
            ? RegisterLookup.At(device, Offset)
            : RegisterLookup.Named(device, Name);
        if (register.Width == 32 && Value > uint.MaxValue)
        {
            throw new ErrnoException(
                Errno.EINVAL, "Register write", $"0x{Value:x} does not fit into the 32 bits of {register}")
            {
                Target = Value,
            };
        }

        if (!ShouldProcess($"{register} of {device}", $"Write 0x{Value:x}"))
        {
            return;
        }

        if (register.Name.Length > 0 && register.Access == RegisterAccess.ReadOnly)
        {
            WriteWarning($"{register} is read-only: the GPU ignores the write.");
        }

        Errno power = Run(device, "set-register", device.Machine.Device.ResumeAndGetAsync);
        if (power != Errno.None)
        {
            throw new ErrnoException(power, "Register write", device.Machine.WhyNoPower)
            {
                Target = register,
            };
        }

        register.Write(Value);
        device.Machine.Device.PmPutAutosuspend();
        if (PassThru)
        {
            WriteObject(register);
        }
    }
}
