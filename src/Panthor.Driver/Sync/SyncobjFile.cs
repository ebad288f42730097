using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>A syncobj as a file (<c>drm_syncobj_get_fd()</c>), to be given to another client.</summary>
public sealed class SyncobjFile : AnonFile
{
    /// <summary>Makes a file; takes its own reference to the syncobj.</summary>
    public SyncobjFile(DrmSyncobj syncobj)
        : base(Machine(syncobj), "syncobj_file")
    {
        Syncobj = syncobj;
        syncobj.Get();
    }

    /// <summary>The syncobj.</summary>
    public DrmSyncobj Syncobj { get; }

    private protected override void Release() => Syncobj.Put();

    private static Simulation Machine(DrmSyncobj syncobj)
    {
        System.ArgumentNullException.ThrowIfNull(syncobj);
        return syncobj.Simulation;
    }
}
