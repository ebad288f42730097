namespace System.Management.Automation;

/// <summary>A class of a module that runs when the module is removed.</summary>
public interface IModuleAssemblyCleanup
{
    /// <summary>Runs when the module goes.</summary>
    void OnRemove(PSModuleInfo psModuleInfo);
}
