using System;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>Who may make a request (<c>enum drm_ioctl_flags</c>).</summary>
[Flags]
public enum DrmIoctlFlags
{
    /// <summary>Every client of the primary node (<c>0</c>).</summary>
    None = 0,

    /// <summary>Of the primary node only authenticated clients (<c>DRM_AUTH</c>).</summary>
    Auth = 1,

    /// <summary>Only the master (<c>DRM_MASTER</c>).</summary>
    Master = 2,

    /// <summary>Only a process with CAP_SYS_ADMIN (<c>DRM_ROOT_ONLY</c>).</summary>
    RootOnly = 4,

    /// <summary>Clients of the render node as well (<c>DRM_RENDER_ALLOW</c>).</summary>
    RenderAllow = 32,
}
