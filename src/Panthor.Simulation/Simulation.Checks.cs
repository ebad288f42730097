using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace Panthor.Kernel;

public sealed partial class Simulation
{
    /// <summary>How long a task may be blocked before it counts as hung.</summary>
    public static readonly Duration HungTaskTimeout = Duration.FromSeconds(120);

    /// <summary>How long a task may keep the processor by busy waiting.</summary>
    public static readonly Duration SoftLockupTimeout = Duration.FromSeconds(22);

    private const int EventsInReport = 12;

    private readonly record struct WarnSite(string File, int Line);

    private HashSet<WarnSite>? _warnedOnce;
    private long _hungCheckAt;
    private long _busyInStep;

    /// <summary>WARN_ON: a finding and a log line if the condition holds.</summary>
    /// <param name="condition">What must not be.</param>
    /// <param name="what">What it means.</param>
    /// <param name="member">Where, filled in by the compiler.</param>
    /// <param name="file">Where, filled in by the compiler.</param>
    /// <param name="line">Where, filled in by the compiler.</param>
    /// <returns>The condition.</returns>
    public bool Warn(
        bool condition,
        string what,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (condition)
        {
            Report(FindingKind.Warn, $"{what}, at {member} ({FileName(file)}:{line})", "");
        }

        return condition;
    }

    /// <summary>WARN_ON with a text that is put together only if the condition holds.</summary>
    /// <inheritdoc cref="Warn(bool, string, string, string, int)"/>
    public bool Warn(
        bool condition,
        [InterpolatedStringHandlerArgument(nameof(condition))] ref WarnMessage what,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        condition && Warn(true, what.ToStringAndClear(), member, file, line);

    /// <summary>
    /// WARN_ON_ONCE: as <see cref="Warn(bool, string, string, string, int)"/>, but each place is reported once.
    /// </summary>
    /// <returns>The condition.</returns>
    public bool WarnOnce(
        bool condition,
        string what,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (condition && (_warnedOnce ??= []).Add(new WarnSite(file, line)))
        {
            Warn(true, what, member, file, line);
        }

        return condition;
    }

    /// <summary>An oops: a finding; the current task dies.</summary>
    /// <param name="what">What happened: "Unable to handle kernel paging request at ffff…fff4".</param>
    /// <param name="member">Where, filled in by the compiler.</param>
    /// <param name="file">Where, filled in by the compiler.</param>
    /// <param name="line">Where, filled in by the compiler.</param>
    /// <returns>Never; declared so that callers can write <c>throw simulation.Oops(…)</c>.</returns>
    /// <exception cref="KernelOopsException">Always.</exception>
    public KernelOopsException Oops(
        string what,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        throw new KernelOopsException(Report(FindingKind.Oops, $"{what}, at {member} ({FileName(file)}:{line})", ""));

    /// <summary>Reports a finding: builds the report, adds it to <see cref="Findings"/> and to the log.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="title">One line.</param>
    /// <param name="details">The body of the report; may be empty.</param>
    /// <returns>The finding.</returns>
    public Finding Report(FindingKind kind, string title, string details)
    {
        ArgumentNullException.ThrowIfNull(title);
        StringBuilder text = new();
        string header = kind switch
        {
            FindingKind.Warn => "WARNING: ",
            FindingKind.LockOrder => "WARNING: ",
            FindingKind.HungTask => "INFO: ",
            FindingKind.Oops => "Internal error: Oops: ",
            _ => "BUG: ",
        };
        text.Append(header).Append(title).Append('\n');
        text.Append("Machine: ").Append(Name).Append(", time ").Append(Now.ToString().Trim()).Append(" s, context: ");
        text.Append(_context).Append('\n');
        if (!string.IsNullOrEmpty(details))
        {
            text.Append(details).Append('\n');
        }

        AppendHeldLocks(text, _context);
        AppendLastEvents(text);
        string report = text.ToString().TrimEnd('\n');
        Events.Record(KernelEvents.Found, (ulong)kind);
        Finding finding = new(kind, title, report, Current?.ToString(), Now);
        Log.Write(KernelLogLevel.Warning, header + title);
        Findings.Add(finding);
        return finding;
    }

    /// <summary>might_sleep: a finding in atomic context.</summary>
    /// <param name="target">What would be waited for; null for a plain sleep.</param>
    public void MightSleep(WaitObject? target = null)
    {
        if (_context.AtomicDepth != 0)
        {
            Report(
                FindingKind.SleepInAtomic,
                $"sleeping function called from invalid context: {target?.Description ?? "sleep"}",
                $"in_atomic(): {_context.AtomicDepth}, irqs_disabled(): {(_interruptsDisabled > 0 ? 1 : 0)}");
        }
    }

    /// <summary>lockdep_assert_none_held_once: a finding if the current context holds any lock.</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether it holds none.</returns>
    public bool AssertNoneHeld([CallerMemberName] string site = "")
    {
        int held = _context.HeldCount;
        WarnOnce(held != 0, $"{site} may wait for user space and is called with {held} lock(s) held");
        return held == 0;
    }

    internal void ReportNotHeld(KernelLock target, string site) =>
        Report(FindingKind.Warn, $"{target.Description} is not held in {site}", Holder(target));

    internal void ReportBadUnlock(KernelLock target, string site) =>
        Report(FindingKind.LockMisuse, $"bad unlock of {target.Description} in {site}", Holder(target));

    internal void ReportSpin(SpinLock target, string site)
    {
        string title = ReferenceEquals(target.Owner, _context)
            ? $"spinlock recursion on {target.Description} in {site}"
            : $"spinlock lockup on {target.Description} in {site}: its holder {target.Owner} cannot run";
        throw new KernelOopsException(Report(FindingKind.Deadlock, title, Holder(target)));
    }

    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string Holder(KernelLock target) =>
        target.Owner is { } owner ? $"It is held by {owner}." : "Nobody holds it.";

    private void ReportScheduleInAtomic(SimTask task, WaitObject? target) =>
        Report(
            FindingKind.SleepInAtomic,
            $"scheduling while atomic: {task} waits for {target?.Description ?? "sleep"}",
            $"preempt_count: {task.AtomicDepth}");

    private void ReportUnconsumed(SimTask task, string what)
    {
        string wait = $"The call was waiting for: {task.Target?.Description ?? "sleep"}";
        Report(FindingKind.UnconsumedTask, $"{task}: {what}", wait);
    }

    private void CheckExit(SimTask task)
    {
        if (task.HeldCount != 0 && task.Failure is null)
        {
            Report(FindingKind.LockHeldAtExit, $"{task} has ended with {task.HeldCount} lock(s) held", "");
        }
        else if (task.AtomicDepth != 0 && task.Failure is null)
        {
            Report(FindingKind.LockHeldAtExit, $"{task} has ended in atomic context: {task.AtomicDepth}", "");
        }
    }

    private void CountBusyTime(Duration duration)
    {
        _busyInStep += duration.Nanoseconds;
        if (_busyInStep > SoftLockupTimeout.Nanoseconds && _context.IsTask)
        {
            _busyInStep = 0;
            string title = $"soft lockup - {_context} kept the processor for more than {SoftLockupTimeout}";
            throw new KernelOopsException(Report(FindingKind.SoftLockup, title, ""));
        }
    }

    private static void AppendHeldLocks(StringBuilder text, SimTask context)
    {
        if (context.HeldCount == 0)
        {
            return;
        }

        text.Append("Locks held by ").Append(context).Append(":\n");
        for (int i = 0; i < context.HeldCount; i++)
        {
            text.Append("  #").Append(i).Append(": ").Append(context.Held[i]).Append('\n');
        }
    }

    private void AppendLastEvents(StringBuilder text)
    {
        IReadOnlyList<EventRecord> last = Events.Last(EventsInReport);
        if (last.Count == 0)
        {
            return;
        }

        text.Append("Last events:\n");
        foreach (EventRecord record in last)
        {
            text.Append("  ").Append(record).Append('\n');
        }
    }
}
