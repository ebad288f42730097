using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets random numbers, or random items of a list.</summary>
[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "RandomNumberParameterSet")]
internal sealed class GetRandomCommand : PSCmdlet
{
    private readonly List<object?> _items = [];
    private Random _random = new();

    [Parameter]
    public int? SetSeed { get; set; }

    [Parameter(ParameterSetName = "RandomNumberParameterSet", Position = 0)]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = "RandomNumberParameterSet")]
    public object? Minimum { get; set; }

    [Parameter(ParameterSetName = "RandomListItemParameterSet", ValueFromPipeline = true, Position = 0,
        Mandatory = true)]
    [Parameter(ParameterSetName = "ShuffleParameterSet", ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [AllowNull]
    public object?[]? InputObject { get; set; }

    [Parameter(ParameterSetName = "RandomNumberParameterSet")]
    [Parameter(ParameterSetName = "RandomListItemParameterSet")]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(ParameterSetName = "ShuffleParameterSet", Mandatory = true)]
    public SwitchParameter Shuffle { get; set; }

    protected override void BeginProcessing()
    {
        ShellState state = ShellState.Of(this);
        if (SetSeed is { } seed) state.Random = new Random(seed);
        _random = state.Random;
        if (ParameterSetName != "RandomNumberParameterSet") return;

        for (int i = 0; i < Count; i++) WriteNumber();
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName != "RandomNumberParameterSet") _items.AddRange(InputObject ?? [null]);
    }

    protected override void EndProcessing()
    {
        if (ParameterSetName == "RandomNumberParameterSet") return;

        int count = Shuffle ? _items.Count : Math.Min(Count, _items.Count);
        for (int i = 0; i < count; i++)
        {
            int pick = _random.Next(i, _items.Count);
            (_items[i], _items[pick]) = (_items[pick], _items[i]);
            WriteObject(_items[i]);
        }
    }

    private void WriteNumber()
    {
        object? maximum = Parse(Maximum);
        object? minimum = Parse(Minimum);
        if (maximum is double || minimum is double)
        {
            double low = minimum is null ? 0 : Convert.ToDouble(minimum, CultureInfo.InvariantCulture);
            double high = maximum is null ? double.MaxValue : Convert.ToDouble(maximum, CultureInfo.InvariantCulture);
            Check(low < high, minimum, maximum);
            WriteObject(low + (_random.NextDouble() * (high - low)));
            return;
        }

        bool small = maximum is null or int && minimum is null or int;
        long least = minimum is null ? 0 : Convert.ToInt64(minimum, CultureInfo.InvariantCulture);
        long most = maximum is null ? (small ? int.MaxValue : long.MaxValue)
            : Convert.ToInt64(maximum, CultureInfo.InvariantCulture);
        Check(least < most, least, most);
        long number = _random.NextInt64(least, most);
        if (small) WriteObject((int)number);
        else WriteObject(number);
    }

    private static object? Parse(object? value)
    {
        object? plain = ObjectComparison.Plain(value);
        if (plain is null or int or long or double) return plain;
        if (plain is float or decimal) return Convert.ToDouble(plain, CultureInfo.InvariantCulture);
        if (LanguagePrimitives.TryConvertTo(plain, out int number)) return number;
        return LanguagePrimitives.TryConvertTo(plain, out long big) ? big : LanguagePrimitives.ConvertTo<double>(plain);
    }

    private void Check(bool ordered, object? minimum, object? maximum)
    {
        if (ordered) return;

        ThrowTerminatingError(new ErrorRecord(
            new ArgumentException(
                $"The Minimum value ({minimum}) cannot be greater than or equal to the Maximum value ({maximum})."),
            "MinGreaterThanOrEqualMax",
            ErrorCategory.InvalidArgument,
            null));
    }
}
