using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>That a cmdlet was run: for whoever wants to know what scripts use.</summary>
/// <param name="Type">The class of the cmdlet.</param>
/// <param name="ParameterSet">The parameter set that was bound last.</param>
/// <param name="Parameters">The parameters that were bound.</param>
/// <param name="Failed">Whether an error came of it, also one of binding.</param>
internal sealed record CmdletUse(
    Type Type, string ParameterSet, IReadOnlyCollection<string> Parameters, bool Failed)
{
    /// <summary>Told of every cmdlet when it has ended, on the thread on which it ran.</summary>
    internal static Action<CmdletUse>? Listener { get; set; }
}
