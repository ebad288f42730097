using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>Who may do what: render clients, masters, authentication (<c>drm_auth.c</c>).</content>
public sealed partial class DrmFile
{
    private DrmMaster? _master;
    private bool _isMaster;
    private bool _wasMaster;

    /// <summary>The node that the client opened.</summary>
    public DrmNode Node { get; }

    /// <summary>What the client's process may do beyond others.</summary>
    public ClientCapabilities Capabilities { get; }

    /// <summary>Whether the client may call what is for authenticated clients.</summary>
    public bool IsAuthenticated { get; private set; }

    /// <summary>Whether the client is in charge of the primary node (<c>drm_is_current_master()</c>).</summary>
    public bool IsCurrentMaster => _isMaster && ReferenceEquals(_master, Device.Drm.Master);

    /// <summary>The number that the master can authenticate the client by; 0 before it was asked for.</summary>
    public uint Magic { get; private set; }

    /// <summary>Whether the client may create groups of a priority (<c>group_priority_permit()</c>).</summary>
    /// <param name="priority"><c>PANTHOR_GROUP_PRIORITY_*</c>.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for an unknown priority, <see cref="Errno.EACCES"/> for one that needs CAP_SYS_NICE or
    /// the master.
    /// </returns>
    public KernelResult GroupPriorityPermit(uint priority)
    {
        if (priority > PanthorDrm.PANTHOR_GROUP_PRIORITY_REALTIME)
        {
            return KernelResult.Fail(Errno.EINVAL, $"group priority {priority} is unknown");
        }

        return priority <= PanthorDrm.PANTHOR_GROUP_PRIORITY_MEDIUM
            || (Capabilities & ClientCapabilities.SysNice) != 0
            || IsCurrentMaster
            ? KernelResult.Ok
            : KernelResult.Fail(Errno.EACCES, $"group priority {priority} needs CAP_SYS_NICE or the DRM master");
    }

    /// <summary>The client's number for its master (GET_MAGIC, <c>drm_getmagic()</c>).</summary>
    internal uint GetMagic()
    {
        if (Magic == 0)
        {
            _master!.Magics.TryAdd(this, out uint magic);
            Magic = magic;
        }

        return Magic;
    }

    /// <summary>Authenticates the client of a number (AUTH_MAGIC, <c>drm_authmagic()</c>).</summary>
    /// <returns><see cref="Errno.EINVAL"/> if no client has the number, or it was used.</returns>
    internal KernelResult AuthMagic(uint magic)
    {
        if (_master!.Magics.Find(magic) is not { } client || client.IsAuthenticatedByMagic)
        {
            return KernelResult.Fail(Errno.EINVAL, $"magic {magic} belongs to no client that waits for it");
        }

        client.IsAuthenticated = true;
        client.IsAuthenticatedByMagic = true;
        return KernelResult.Ok;
    }

    /// <summary>Puts the client in charge (SET_MASTER, <c>drm_setmaster_ioctl()</c>).</summary>
    /// <returns>
    /// <see cref="Errno.EACCES"/> without the right, <see cref="Errno.EBUSY"/> if another is in charge,
    /// <see cref="Errno.EINVAL"/> if the client has no master.
    /// </returns>
    internal KernelResult SetMaster()
    {
        KernelResult permission = CheckMasterPermission();
        if (!permission.IsOk || IsCurrentMaster)
        {
            return permission;
        }

        if (Device.Drm.Master is not null)
        {
            return KernelResult.Fail(Errno.EBUSY, "the primary node has a master already");
        }

        if (_master is null)
        {
            return KernelResult.Fail(Errno.EINVAL, "a render client cannot be master");
        }

        if (!_isMaster)
        {
            BecomeNewMaster();
        }
        else
        {
            Device.Drm.Master = _master;
        }

        return KernelResult.Ok;
    }

    /// <summary>Takes the client out of charge (DROP_MASTER, <c>drm_dropmaster_ioctl()</c>).</summary>
    /// <returns>
    /// <see cref="Errno.EACCES"/> without the right, <see cref="Errno.EINVAL"/> if the client is not in charge.
    /// </returns>
    internal KernelResult DropMaster()
    {
        KernelResult permission = CheckMasterPermission();
        if (!permission.IsOk)
        {
            return permission;
        }

        if (!IsCurrentMaster)
        {
            return KernelResult.Fail(Errno.EINVAL, "the client is not the master");
        }

        Device.Drm.Master = null;
        return KernelResult.Ok;
    }

    /// <summary>The bus name that the master told (GET_UNIQUE).</summary>
    internal string MasterUnique => _master!.Unique;

    /// <summary>Has the master tell the bus name (<c>drm_set_busid()</c>).</summary>
    internal void SetBusId() => _master!.Unique = Device.Drm.Unique;

    private bool IsAuthenticatedByMagic { get; set; }

    /// <summary>drm_master_open: the first client of a primary node is in charge.</summary>
    private void OpenMaster()
    {
        if (Device.Drm.Master is null)
        {
            BecomeNewMaster();
        }
        else
        {
            _master = Device.Drm.Master;
        }
    }

    /// <summary>drm_master_release.</summary>
    private void ReleaseMaster()
    {
        if (Magic != 0)
        {
            _master!.Magics.Remove(Magic);
        }

        if (IsCurrentMaster)
        {
            Device.Drm.Master = null;
        }

        _master = null;
    }

    /// <summary>drm_new_set_master.</summary>
    private void BecomeNewMaster()
    {
        _master = new DrmMaster();
        _isMaster = true;
        _wasMaster = true;
        IsAuthenticated = true;
        Device.Drm.Master = _master;
    }

    /// <summary>drm_master_check_perm.</summary>
    private KernelResult CheckMasterPermission() => _wasMaster || (Capabilities & ClientCapabilities.SysAdmin) != 0
        ? KernelResult.Ok
        : KernelResult.Fail(Errno.EACCES, "the client was never master and lacks CAP_SYS_ADMIN");
}
