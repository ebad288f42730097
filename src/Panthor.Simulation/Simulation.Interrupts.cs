using System.Collections.Generic;

namespace Panthor.Kernel;

public sealed partial class Simulation
{
    private int _interruptsDisabled;
    private List<InterruptLine>? _deferredLines;

    /// <summary>Whether interrupts are held back: irqs_disabled.</summary>
    public bool InterruptsDisabled => _interruptsDisabled != 0;

    /// <summary>Whether the current context must not sleep: in_atomic.</summary>
    public bool InAtomic => _context.AtomicDepth != 0;

    /// <summary>local_irq_save: holds interrupts back; calls nest. The code is atomic until they are enabled.</summary>
    public void DisableInterrupts()
    {
        _interruptsDisabled++;
        _context.AtomicDepth++;
    }

    /// <summary>local_irq_restore: interrupts that were held back are delivered at the next occasion.</summary>
    public void EnableInterrupts()
    {
        if (Warn(_interruptsDisabled == 0, "interrupts are enabled that were not disabled"))
        {
            return;
        }

        _context.AtomicDepth--;
        if (--_interruptsDisabled == 0 && _deferredLines is { Count: > 0 } lines)
        {
            _deferredLines = null;
            foreach (InterruptLine line in lines)
            {
                line.Undefer();
            }
        }
    }

    /// <summary>preempt_disable: the code must not sleep; calls nest.</summary>
    public void DisablePreemption() => _context.AtomicDepth++;

    /// <summary>preempt_enable.</summary>
    public void EnablePreemption()
    {
        if (!Warn(_context.AtomicDepth == 0, "preemption is enabled that was not disabled"))
        {
            _context.AtomicDepth--;
        }
    }

    internal void Defer(InterruptLine line) => (_deferredLines ??= []).Add(line);

    /// <summary>A handler or a work item has returned: does it hold more locks than before?</summary>
    internal void CheckHandlerLocks(object handler, int heldBefore)
    {
        if (_context.HeldCount > heldBefore)
        {
            string names = string.Join(", ", HeldNames(heldBefore));
            Report(FindingKind.LockHeldAtExit, $"{handler} has returned with locks held: {names}", "");
        }
    }

    private List<string> HeldNames(int from)
    {
        List<string> names = [];
        for (int i = from; i < _context.HeldCount; i++)
        {
            names.Add(_context.Held[i].Lock.Description);
        }

        return names;
    }
}
