namespace Panthor.Driver.Uapi.User;

/// <summary>The DRM file itself among the file descriptors of its client, which lives as long as the client.</summary>
internal sealed class DeviceFile(DrmNode node) : IOpenFile
{
    public string Name { get; } = node == DrmNode.Render ? "renderD128" : "card0";

    public void Get()
    {
    }

    public void Put()
    {
    }
}
