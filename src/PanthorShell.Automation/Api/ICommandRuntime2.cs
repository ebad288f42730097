namespace System.Management.Automation;

/// <summary>What a cmdlet asks of the engine that runs it, with the information stream.</summary>
public interface ICommandRuntime2 : ICommandRuntime
{
    /// <summary>Writes to the information stream.</summary>
    void WriteInformation(InformationRecord informationRecord);

    /// <summary>Asks a question that can be answered for all.</summary>
    bool ShouldContinue(
        string? query, string? caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll);
}
