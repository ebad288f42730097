namespace Panthor.Kernel;

/// <summary>Answers whatever a real machine leaves open.</summary>
public interface IChooser
{
    /// <summary>
    /// Whether running tasks may be interrupted at preemption points. If not, those points cost nothing and ask
    /// nothing.
    /// </summary>
    bool Preempts { get; }

    /// <summary>Chooses one of <paramref name="n"/> alternatives. 0 is what a quiet machine would do: go on, first come
    /// first served.</summary>
    /// <param name="kind">What the choice is about.</param>
    /// <param name="n">How many alternatives there are; at least 2.</param>
    /// <returns>A number from 0 to <paramref name="n"/> − 1.</returns>
    int Choose(ChoiceKind kind, int n);
}
