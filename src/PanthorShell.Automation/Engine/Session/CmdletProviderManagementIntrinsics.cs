using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>The providers.</summary>
public sealed class CmdletProviderManagementIntrinsics
{
    private readonly ExecutionContext _context;

    internal CmdletProviderManagementIntrinsics(ExecutionContext context)
    {
        _context = context;
    }

    /// <summary>The providers of a name.</summary>
    public Collection<ProviderInfo> Get(string name) => [GetOne(name)];

    /// <summary>The provider of a name.</summary>
    public ProviderInfo GetOne(string name) => _context.SessionDrives.Provider(name);

    /// <summary>All providers.</summary>
    public IEnumerable<ProviderInfo> GetAll() => _context.SessionDrives.Providers;
}
