using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>The drives.</summary>
public sealed class DriveManagementIntrinsics
{
    private readonly ExecutionContext _context;

    internal DriveManagementIntrinsics(ExecutionContext context)
    {
        _context = context;
    }

    /// <summary>The drive of the location.</summary>
    public PSDriveInfo? Current => _context.SessionDrives.Location.Drive;

    /// <summary>A drive.</summary>
    public PSDriveInfo Get(string driveName) =>
        _context.SessionDrives.Find(driveName) ?? throw DriveNotFoundException.Missing(driveName);

    /// <summary>All drives.</summary>
    public Collection<PSDriveInfo> GetAll() => new([.. _context.SessionDrives.All]);

    /// <summary>The drives of a provider.</summary>
    public Collection<PSDriveInfo> GetAllForProvider(string providerName) =>
        _context.SessionDrives.ForProvider(providerName);

    /// <summary>Adds a drive.</summary>
    public PSDriveInfo New(PSDriveInfo drive, string? scope)
    {
        ArgumentNullException.ThrowIfNull(drive);
        _context.SessionDrives.Add(drive);
        return drive;
    }

    /// <summary>Removes a drive.</summary>
    public void Remove(string driveName, bool force, string? scope) => _context.SessionDrives.Remove(driveName);
}
