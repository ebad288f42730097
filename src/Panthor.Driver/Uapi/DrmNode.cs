namespace Panthor.Driver.Uapi;

/// <summary>The device nodes of a GPU (<c>enum drm_minor_type</c>).</summary>
public enum DrmNode
{
    /// <summary><c>/dev/dri/renderD128</c>: for everybody who draws; only what is allowed to render clients works.</summary>
    Render,

    /// <summary><c>/dev/dri/card0</c>: its first client becomes the master, others must be authenticated by that.</summary>
    Primary,
}
