namespace System.Management.Automation;

/// <summary>A class of a module that runs when the module is imported.</summary>
public interface IModuleAssemblyInitializer
{
    /// <summary>Runs after the assembly is loaded.</summary>
    void OnImport();
}
