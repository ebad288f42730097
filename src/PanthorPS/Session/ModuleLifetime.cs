using System.Management.Automation;

namespace PanthorPS;

/// <summary>Takes the devices of a runspace away when the module is removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => GpuSession.End();
}
