namespace Panthor.Kernel;

/// <summary>
/// An object with state that its fields do not hold: native memory, above all. A <see cref="Checkpoint"/> asks it to keep
/// that state and to bring it back.
/// </summary>
public interface ICheckpointed
{
    /// <summary>Copies what the fields do not hold.</summary>
    /// <returns>The copy; the checkpoint never looks into it.</returns>
    object? SaveState();

    /// <summary>
    /// Brings the copy back. The fields of the object still are what the run has made of them; they are restored right
    /// afterwards.
    /// </summary>
    /// <param name="saved">What <see cref="SaveState"/> returned.</param>
    void RestoreState(object? saved);
}
