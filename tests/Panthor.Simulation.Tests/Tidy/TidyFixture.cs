using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Panthor.Kernel.Tests.Tidy;

/// <summary>Does all that is banned, to prove that the scanner sees it. Nothing calls it.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Banned things are its purpose.")]
[SuppressMessage("Performance", "CA1812", Justification = "Nothing makes one: it is only read.")]
[SuppressMessage("Usage", "CA2211", Justification = "Banned things are its purpose.")]
internal sealed class TidyFixture
{
    internal static int Counter;

    [ThreadStatic]
    internal static int PerThread;

    private readonly object _lock = new();
    private readonly Dictionary<string, int> _dictionary = [];
    private readonly HashSet<string> _set = [];

    ~TidyFixture() => PerThread = Counter++;

    internal static int Property { get; set; }

    internal static DateTime Now() => DateTime.Now;

    internal static DateTime UtcNow() => DateTime.UtcNow;

    internal static long Watch() => Stopwatch.GetTimestamp();

    internal static long Ticks() => Environment.TickCount64;

    internal static Guid Identify() => Guid.NewGuid();

    internal static int Draw() => new Random().Next();

    internal static void Sleep() => Thread.Sleep(0);

    internal static void Queue() => ThreadPool.QueueUserWorkItem(_ => Counter++);

    internal static async Task<int> Wait() => await Task.FromResult(1);

    internal static int HashOf(object item) => item.GetHashCode();

    internal static int HashOfText(string text) => text.GetHashCode(StringComparison.Ordinal);

    internal static int Identity(object item) => RuntimeHelpers.GetHashCode(item);

    internal static int Mix(int a, int b) => HashCode.Combine(a, b);

    internal static string Culture() => CultureInfo.CurrentCulture.Name;

    internal static int Share() => new ConcurrentDictionary<int, int>().Count;

    internal static string? Ask() => Environment.GetEnvironmentVariable("HOME");

    public override int GetHashCode() => _lock.GetHashCode();

    internal void Lock()
    {
        lock (_lock)
        {
            Counter++;
        }
    }

    internal int EnumerateDictionary()
    {
        int sum = 0;
        foreach (KeyValuePair<string, int> item in _dictionary)
        {
            sum += item.Value;
        }

        return sum;
    }

    internal int EnumerateValues()
    {
        int sum = 0;
        foreach (int item in _dictionary.Values)
        {
            sum += item;
        }

        return sum;
    }

    internal int EnumerateSet()
    {
        int sum = 0;
        foreach (string item in _set)
        {
            sum += item.Length;
        }

        return sum;
    }
}
