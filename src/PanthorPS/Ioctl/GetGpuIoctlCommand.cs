using System.Linq;
using System.Management.Automation;
using Panthor.Driver.Uapi.Binary;

namespace PanthorPS;

/// <summary>Lists the requests that a client can make of a device, with the layout of their arguments.</summary>
/// <remarks>Names, numbers, sizes and offsets are those of panthor_drm.h and drm.h of Linux 7.2.</remarks>
/// <example>
/// <code>Get-GpuIoctl VM_*</code>
/// Lists the requests about VMs.
/// </example>
/// <example>
/// <code>(Get-GpuIoctl VM_BIND).Fields</code>
/// Shows where the fields of an argument are.
/// </example>
/// <seealso cref="InvokeGpuIoctlCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuIoctl")]
[OutputType(typeof(GpuIoctlRequest))]
public sealed class GetGpuIoctlCommand : GpuCmdlet
{
    /// <summary>Names of requests; wildcards are allowed. By default all that panthor or its core answers.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(IoctlRequestCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        foreach (string name in Name)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name) && UapiRequests.Find(name) is null)
            {
                WriteError(ErrorRecords.Of(
                    new ErrnoException(Panthor.Kernel.Errno.ENOENT, "Request lookup", $"there is no request '{name}'"),
                    name));
                continue;
            }

            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            WriteObject(
                UapiRequests.All
                    .Where(request => pattern.IsMatch(request.Name) || pattern.IsMatch(request.CName))
                    .Where(request => request.Struct is not null || name != "*")
                    .Select(request => new GpuIoctlRequest(request.Number, request, isByName: true)),
                true);
        }
    }
}
