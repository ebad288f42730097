namespace Panthor.Kernel;

/// <summary>What a task does.</summary>
public enum TaskState
{
    /// <summary>It can run and waits for its turn.</summary>
    Ready,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It sleeps or waits for something.</summary>
    Waiting,

    /// <summary>Its function has returned.</summary>
    Completed,

    /// <summary>It was killed: by an oops, or by an error of the program that runs the simulation.</summary>
    Failed,
}
