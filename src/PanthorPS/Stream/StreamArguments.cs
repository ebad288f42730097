using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>
/// What stands behind a command of a stream's script block, sorted: operands, and options that begin with a dash.
/// </summary>
/// <remarks>
/// The commands have no param blocks: PowerShell hands over what was written, <c>-eq</c> as a text. So a condition
/// reads like one, and every message is about the instruction, not about parameter binding.
/// </remarks>
internal sealed class StreamArguments
{
    private readonly List<object?> _operands = [];
    private readonly List<KeyValuePair<string, object?>> _options = [];

    /// <summary>Sorts the arguments.</summary>
    /// <param name="arguments">As PowerShell hands them over.</param>
    /// <param name="takesValue">Whether an option has a value behind it; null if there is no such option.</param>
    public StreamArguments(IReadOnlyList<object?> arguments, Func<string, bool?> takesValue)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            object? argument = Unwrap(arguments[i]);
            if (OptionName(argument, out bool hasColon) is not { } name)
            {
                _operands.Add(argument);
                continue;
            }

            bool wantsValue = takesValue(name) ?? throw new StreamSyntaxException($"there is no option -{name} here");
            object? value = true;
            if (wantsValue || hasColon)
            {
                value = ++i < arguments.Count
                    ? Unwrap(arguments[i])
                    : throw new StreamSyntaxException($"-{name} needs a value");
            }

            _options.Add(new(name, value));
        }
    }

    /// <summary>How many operands are left.</summary>
    public int Count => _operands.Count;

    /// <summary>The options that nobody has taken.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Options => _options;

    /// <summary>An operand, or null if there are not so many.</summary>
    public object? Peek(int index) => index < _operands.Count ? _operands[index] : null;

    /// <summary>Takes the first operand.</summary>
    public object Take(string what)
    {
        if (_operands.Count == 0 || _operands[0] is not { } first)
        {
            throw new StreamSyntaxException(
                _operands.Count == 0 ? $"{what} is missing" : $"null was given where {what} is expected");
        }

        _operands.RemoveAt(0);
        return first;
    }

    /// <summary>Takes an option, if it was given.</summary>
    public bool TryTakeOption(string name, out object? value)
    {
        int index = _options.FindIndex(option => Normalize(option.Key) == Normalize(name));
        value = index < 0 ? null : _options[index].Value;
        if (index >= 0)
        {
            _options.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>Takes an option without a value.</summary>
    public bool TakeFlag(string name) => TryTakeOption(name, out object? value) && LanguagePrimitives.IsTrue(value);

    /// <summary>Refuses operands that nobody has taken.</summary>
    public void ExpectNoMore()
    {
        if (_operands.Count != 0)
        {
            throw new StreamSyntaxException($"'{_operands[0]}' is one operand too many");
        }
    }

    /// <summary>A name as it is compared: <c>FlushId</c>, <c>flush_id</c> and <c>flush-id</c> are the same.</summary>
    public static string Normalize(string name) => name
        .Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    // PowerShell reads 0xdeadbeef as a negative number, but keeps how it was written.
    private static object? Unwrap(object? value) => value is not PSObject wrapped ? value
        : wrapped.ToString() is { } text && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text
        : wrapped.BaseObject;

    private static string? OptionName(object? argument, out bool hasColon)
    {
        hasColon = false;
        if (argument is not string { Length: > 1 } text || text[0] != '-' || !char.IsAsciiLetter(text[1]))
        {
            return null;
        }

        hasColon = text[^1] == ':';
        return hasColon ? text[1..^1] : text[1..];
    }
}
