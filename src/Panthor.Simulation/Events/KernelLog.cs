using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>The kernel log of a machine: the last lines.</summary>
public sealed class KernelLog
{
    private readonly Simulation _simulation;
    private readonly int _capacity;
    private readonly Queue<KernelLogLine> _lines = new();

    internal KernelLog(Simulation simulation, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _simulation = simulation;
        _capacity = capacity;
    }

    /// <summary>
    /// Lines above this level are not written; by default everything up to <see cref="KernelLogLevel.Info"/> is.
    /// </summary>
    public KernelLogLevel Threshold { get; set; } = KernelLogLevel.Info;

    /// <summary>Called with every line.</summary>
    public Action<KernelLogLine>? Listener { get; set; }

    /// <summary>The lines that are kept, the oldest first.</summary>
    public IReadOnlyList<KernelLogLine> Lines => _lines.ToArray();

    /// <summary>Whether lines of a level are written: ask before an expensive text is made.</summary>
    public bool IsEnabled(KernelLogLevel level) => level <= Threshold;

    /// <summary>Writes a text; each of its lines becomes a line of the log.</summary>
    public void Write(KernelLogLevel level, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsEnabled(level))
        {
            return;
        }

        foreach (string line in text.Split('\n'))
        {
            if (_lines.Count == _capacity)
            {
                _lines.Dequeue();
            }

            KernelLogLine entry = new(_simulation.Now, level, _simulation.Current?.ToString(), line);
            _lines.Enqueue(entry);
            Listener?.Invoke(entry);
        }
    }

    /// <summary>Writes an error.</summary>
    public void Error(string text) => Write(KernelLogLevel.Error, text);

    /// <summary>Writes a warning.</summary>
    public void Warning(string text) => Write(KernelLogLevel.Warning, text);

    /// <summary>Writes an information.</summary>
    public void Info(string text) => Write(KernelLogLevel.Info, text);

    /// <summary>Writes a debugging message.</summary>
    public void Debug(string text) => Write(KernelLogLevel.Debug, text);

    /// <summary>Forgets all lines.</summary>
    public void Clear() => _lines.Clear();
}
