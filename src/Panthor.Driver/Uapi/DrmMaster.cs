namespace Panthor.Driver.Uapi;

/// <summary>
/// The one who is in charge of a primary node, with the clients that it may authenticate (<c>struct drm_master</c>).
/// </summary>
internal sealed class DrmMaster
{
    /// <summary>The clients under their magic numbers; a number is used up by the authentication.</summary>
    public HandleTable<DrmFile> Magics { get; } = new();

    /// <summary>The bus name, once SET_VERSION asked for it; empty before.</summary>
    public string Unique { get; set; } = "";
}
