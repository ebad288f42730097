using System;
using System.Globalization;
using System.Text;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>
/// A C pointer that can be null or hold an error number (<c>ERR_PTR()</c>). Whoever dereferences it without having looked
/// reads at that address, as the machine would: an oops.
/// </summary>
/// <typeparam name="T">What it points to.</typeparam>
public readonly struct PointerOrError<T>
    where T : class
{
    private const int Oops64BitTranslationFault = unchecked((int)0x96000004);

    private readonly T? _target;
    private readonly Errno _error;

    /// <summary>Points to something, or is null.</summary>
    public PointerOrError(T? target)
    {
        _target = target;
        _error = Errno.None;
    }

    /// <summary>Holds an error (<c>ERR_PTR()</c>).</summary>
    public PointerOrError(Errno error)
    {
        _target = null;
        _error = error;
    }

    /// <summary>What C sees in a condition: neither a target nor an error.</summary>
    public bool IsNull => _target is null && _error == Errno.None;

    /// <summary>It holds an error (<c>IS_ERR()</c>).</summary>
    public bool IsError => _error != Errno.None;

    /// <summary>The error it holds (<c>PTR_ERR()</c>, positive).</summary>
    public Errno Error => _error;

    /// <summary>What it points to; null for null and for an error. For those who look from outside.</summary>
    public T? Target => _target;

    /// <summary>Its value as a number, as far as that is no matter of a heap: an error is a small negative number.</summary>
    public ulong Address => unchecked((ulong)-(long)_error);

    /// <summary>Reads through the pointer.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="offset">Bytes from the pointer to what is read.</param>
    /// <param name="callPath">The C functions from the one that reads outwards.</param>
    /// <returns>What it points to.</returns>
    /// <exception cref="KernelOopsException">It points nowhere.</exception>
    public T Dereference(Simulation simulation, ulong offset, params ReadOnlySpan<string> callPath) =>
        _target ?? throw Oops(simulation, unchecked(Address + offset), callPath);

    /// <inheritdoc />
    public override string ToString() => IsError ? $"ERR_PTR(-{_error})" : _target?.ToString() ?? "NULL";

    private static KernelOopsException Oops(Simulation simulation, ulong address, ReadOnlySpan<string> callPath)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        string where = callPath.IsEmpty ? "unknown" : callPath[0];
        string at = address.ToString("x16", CultureInfo.InvariantCulture);
        StringBuilder report = new();
        report.Append(CultureInfo.InvariantCulture, $"Mem abort info: ESR = 0x{Oops64BitTranslationFault:x16}\n");
        report.Append(CultureInfo.InvariantCulture, $"pc : {where}\nCall trace:");
        foreach (string function in callPath)
        {
            report.Append("\n ").Append(function);
        }

        string title = address < 4096
            ? $"Unable to handle kernel NULL pointer dereference at virtual address 0x{at} in {where}"
            : $"Unable to handle kernel paging request at virtual address 0x{at} in {where}";
        return new KernelOopsException(simulation.Report(FindingKind.Oops, title, report.ToString()));
    }
}
