namespace Panthor.Kernel;

/// <summary>Which task it was, for reports that may come long after its end; put into words only when asked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number.</param>
internal readonly record struct TaskName(string Name, int Id)
{
    /// <summary>The name of a task or pseudo-task.</summary>
    internal static TaskName Of(SimTask task) => new(task.Name, task.Id);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}/{Id}";
}
