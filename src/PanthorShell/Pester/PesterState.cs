using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.CompilerServices;

namespace Pester;

/// <summary>Where a session's run stands; the commands inside test files find it here.</summary>
internal sealed class PesterState
{
    private static readonly ConditionalWeakTable<PSHost, PesterState> s_states = [];

    /// <summary>The block that Describe, It and the setups are added to; null outside of discovery.</summary>
    public Block? Discovering { get; set; }

    /// <summary>The block whose tests run.</summary>
    public Block? CurrentBlock { get; set; }

    public Test? CurrentTest { get; set; }

    public PesterConfiguration Configuration { get; set; } = new();

    /// <summary>Errors of Should with -ErrorAction Continue in the current test.</summary>
    public List<ErrorRecord> SoftErrors { get; } = [];

    public static PesterState Of(PSCmdlet cmdlet) => s_states.GetOrCreateValue(cmdlet.Host);
}
