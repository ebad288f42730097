using System;

namespace Panthor.Kernel;

/// <summary>
/// Gives the answers of a recorded run again. After the end of the recording it answers 0. A run that asks something
/// else than the recorded one has diverged: strict replay throws, lenient replay goes on as well as it can.
/// </summary>
public sealed class ReplayChooser : IChooser
{
    private readonly ChoiceTrace _trace;
    private readonly bool _strict;
    private ChoiceReader _reader;
    private RecordedChoice _next;
    private bool _hasNext;
    private long _position;

    /// <summary>Replays a recording.</summary>
    /// <param name="trace">What was recorded.</param>
    /// <param name="strict">Whether a divergence is an error.</param>
    public ReplayChooser(ChoiceTrace trace, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _trace = trace;
        _strict = strict;
        _reader = trace.Read();
        _hasNext = _reader.TryRead(out _next);
    }

    /// <inheritdoc/>
    public bool Preempts => _trace.Preempts;

    /// <summary>How many choices were answered.</summary>
    public long Position => _position;

    /// <inheritdoc/>
    /// <exception cref="ReplayDivergedException">The run asks something else than the recorded one.</exception>
    public int Choose(ChoiceKind kind, int n)
    {
        long position = _position++;
        if (!_hasNext || _next.Position != position)
        {
            return 0;
        }

        RecordedChoice choice = _next;
        _hasNext = _reader.TryRead(out _next);
        if (_strict && (choice.Kind != kind || choice.Alternatives != n))
        {
            throw new ReplayDivergedException(position, choice, kind, n);
        }

        return Math.Min(choice.Answer, n - 1);
    }
}
