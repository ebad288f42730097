namespace Panthor.Driver.Patches;

/// <summary>A patch of the driver's history that a device can be created without.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Title">The title of the kernel commit.</param>
/// <param name="Commit">The kernel commit, as far as it is known.</param>
/// <param name="Fixes">What it fixes.</param>
/// <param name="Symptom">What is seen without it.</param>
public sealed record DriverPatch(string Name, string Title, string Commit, string Fixes, string Symptom)
{
    /// <summary>
    /// Whether Linux 7.2 has it. If not, this project found what it fixes, and <see cref="Title"/> is what the commit might
    /// be called.
    /// </summary>
    public bool IsUpstream { get; init; } = true;

    /// <inheritdoc />
    public override string ToString() => Name;
}
