using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that writes values, given as a parameter or one by one through the pipeline.</summary>
public abstract class WriteValuesCmdlet : ClientCallCmdlet
{
    private GpuDataWriter? _values;
    private bool _isBad;

    /// <summary>
    /// What to write: bytes, unsigned 32- or 64-bit numbers, other numbers (as bytes, unless -As tells otherwise), or
    /// strings (as UTF-8). Values from the pipeline are written one after the other.
    /// </summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>
    /// How wide each number is. By default unsigned 32- and 64-bit numbers keep their width; others are bytes from 0 to
    /// 255.
    /// </summary>
    [Parameter]
    public GpuDataType As { get; set; }

    /// <summary>Returns the object that was written to.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override void Process()
    {
        _values ??= new GpuDataWriter(IsBound(nameof(As)) ? As : null);
        if (_values.Add(Value) is { } problem)
        {
            _isBad = true;
            throw new ErrnoException(Errno.EINVAL, "Value to write", problem) { Target = Value };
        }
    }

    // After a bad value nothing is written: whatever came after it would be at the wrong place.
    private protected sealed override void End()
    {
        if (_values is not null && !_isBad)
        {
            Write(_values.ToArray());
        }
    }

    private protected abstract void Write(byte[] bytes);
}
