using System.Collections.Generic;
using System.Globalization;

namespace System.Management.Automation;

/// <summary>The scopes and commands of the session or of a module.</summary>
internal sealed partial class SessionStateInternal
{
    private SessionState? _public;

    internal SessionStateInternal(ExecutionContext context, SessionStateInternal? global, PSModuleInfo? module)
    {
        Context = context;
        Module = module;
        Global = global ?? this;
        ModuleScope = new Scope(global?.GlobalScope);
        ModuleScope.ScriptScope = ModuleScope;
        CurrentScope = ModuleScope;
    }

    internal ExecutionContext Context { get; }

    /// <summary>The session of the prompt.</summary>
    internal SessionStateInternal Global { get; }

    internal PSModuleInfo? Module { get; set; }

    /// <summary>The outermost scope of this state: of the module or of the session.</summary>
    internal Scope ModuleScope { get; }

    internal Scope GlobalScope => Global.ModuleScope;

    internal Scope CurrentScope { get; set; }

    internal Scope ScriptScope => CurrentScope.ScriptScope;

    internal SessionState PublicState => _public ??= new SessionState(this);

    /// <summary>The cmdlets imported into this state.</summary>
    internal Dictionary<string, List<CmdletInfo>> Cmdlets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What Export-ModuleMember has named, or null when it was not called.</summary>
    internal ModuleExports? Exports { get; set; }

    internal Scope ScopeOf(string? scope)
    {
        switch (scope?.ToLowerInvariant())
        {
            case null or "" or "local" or "private": return CurrentScope;
            case "global": return GlobalScope;
            case "script": return ScriptScope;
        }

        if (!int.TryParse(scope, NumberStyles.Integer, CultureInfo.InvariantCulture, out int depth))
        {
            throw new PSArgumentException($"The scope '{scope}' is neither a name of a scope nor a number.",
                nameof(scope));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(depth, nameof(scope));
        Scope result = CurrentScope;
        for (; depth > 0; depth--)
        {
            result = result.Parent ?? throw new PSArgumentOutOfRangeException(nameof(scope), scope,
                $"The scope number '{scope}' exceeds the number of active scopes.");
        }

        return result;
    }

    internal void AddCmdlet(CmdletInfo cmdlet)
    {
        if (!Cmdlets.TryGetValue(cmdlet.Name, out List<CmdletInfo>? list)) Cmdlets[cmdlet.Name] = list = [];
        list.RemoveAll(c => c.ModuleName.Equals(cmdlet.ModuleName, StringComparison.OrdinalIgnoreCase));
        list.Insert(0, cmdlet);
    }
}
