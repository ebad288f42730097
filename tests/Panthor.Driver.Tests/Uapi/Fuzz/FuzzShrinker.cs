using System;
using System.Collections.Generic;
using System.Linq;
using Xunit.Sdk;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

/// <summary>
/// Leaves requests out of a round that went wrong for as long as it still goes wrong, each time on a fresh device.
/// </summary>
internal sealed class FuzzShrinker(ulong seed, int round, int threads, int requests)
{
    private const int MaximumRuns = 2000;

    private int _runs;

    /// <summary>The requests that are left, and what goes wrong; null if the round alone does not go wrong.</summary>
    public string? Shrink()
    {
        int[] kept = [.. Enumerable.Range(0, threads * requests)];
        if (Failure(kept, null) is null)
        {
            return null;
        }

        for (int piece = kept.Length / 2; piece > 0 && _runs < MaximumRuns;)
        {
            int before = kept.Length;
            for (int start = 0; start < kept.Length && _runs < MaximumRuns;)
            {
                int[] fewer = [.. kept[..start], .. kept[Math.Min(start + piece, kept.Length)..]];
                if (Failure(fewer, null) is null)
                {
                    start += piece;
                }
                else
                {
                    kept = fewer;
                }
            }

            piece = piece == 1 && kept.Length == before ? 0 : Math.Max(1, piece / 2);
        }

        List<string> words = [];
        string failure = Failure(kept, words)!;
        return $"{kept.Length} requests are enough:\n{string.Join('\n', words)}\n{failure}";
    }

    private string? Failure(int[] kept, List<string>? words)
    {
        _runs++;
        HashSet<int> included = [.. kept];
        using var run = new FuzzRun(seed)
        {
            FirstRound = round,
            Includes = included.Contains,
            Watcher = words is null ? null : (index, text) => words.Add($"{index} {text}"),
        };
        try
        {
            run.Run(1, threads, requests);
            return null;
        }
        catch (XunitException e)
        {
            return e.Message;
        }
    }
}
