namespace Panthor.Driver.JobScheduling;

/// <summary>
/// A mark that a context of a driver is guilty of a hang, shared by its entities (<c>atomic_t *guilty</c>).
/// </summary>
public sealed class GuiltyMark
{
    /// <summary>Whether further jobs are cancelled.</summary>
    public bool IsSet { get; set; }
}
