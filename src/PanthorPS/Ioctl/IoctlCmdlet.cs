using System.Collections;
using System.Management.Automation;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet about a request and its argument.</summary>
public abstract class IoctlCmdlet : ClientCallCmdlet
{
    /// <summary>
    /// The request: its name, with or without DRM_IOCTL_ and PANTHOR_, or its number. Get-GpuIoctl lists them.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [IoctlRequest]
    [ArgumentCompleter(typeof(IoctlRequestCompleter))]
    [ValidateNotNull]
    public GpuIoctlRequest Request { get; set; } = null!;

    private protected override object? DefaultTarget => Request;

    /// <summary>The layout of the argument; ends the command if there is none.</summary>
    private protected UapiStruct Layout
    {
        get
        {
            if (Request.Known?.Struct is { } layout)
            {
                return layout;
            }

            Refuse(
                "NoGpuIoctlStructure",
                ErrorCategory.InvalidArgument,
                $"The argument of {Request} has no known structure.",
                Request,
                "Get-GpuIoctl lists the requests.");
            return null;
        }
    }

    /// <summary>Puts values into the client's memory and the argument's bytes.</summary>
    /// <exception cref="ErrnoException">A value does not fit its field, or a field does not exist.</exception>
    private protected UapiArgument Encode(GpuClient client, object value)
    {
        if (IoctlValues.Fields(value) is not IDictionary fields)
        {
            throw Unfit($"a hashtable of the fields of {Layout} is expected, not '{value}'");
        }

        try
        {
            return UapiEncoder.Encode(client.File, Layout, fields, IoctlValues.Number);
        }
        catch (UapiFormatException e)
        {
            throw Unfit(e.Message);
        }
    }

    private ErrnoException Unfit(string why) =>
        new(Errno.EINVAL, $"The argument of {Request}", why) { Target = Request };
}
