namespace Panthor.Kernel;

/// <summary>One suspended call of a <see cref="KTask{T}"/> method.</summary>
/// <typeparam name="T">The type of its result.</typeparam>
public abstract class TaskFrame<T> : TaskFrame
{
    internal T Result = default!;

    private protected TaskFrame()
    {
    }
}
