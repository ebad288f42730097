using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Counts objects and sums up their properties, or counts lines, words and characters.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = "GenericMeasure")]
[OutputType(typeof(GenericMeasureInfo), typeof(TextMeasureInfo), typeof(GenericObjectMeasureInfo))]
internal sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Statistics> _statistics = new(StringComparer.OrdinalIgnoreCase);
    private int _total;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    private bool IsText => ParameterSetName == "TextMeasure";

    private bool NeedsNumbers => Sum || Average || StandardDeviation || AllStats;

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;

        _total++;
        if (Property is not { Length: > 0 })
        {
            Add("", ObjectComparison.Plain(InputObject));
            return;
        }

        foreach (PropertyArgument argument in PropertyArgument.Parse(this, Property))
        {
            foreach (ValueExpression expression in argument.Expression.Resolve(InputObject))
            {
                ExpressionResult result = expression.Evaluate(InputObject);
                if (result is { Found: true, Error: null, Value: not null })
                    Add(expression.ToString(), ObjectComparison.Plain(result.Value));
            }
        }
    }

    protected override void EndProcessing()
    {
        if (Property is { Length: > 0 })
        {
            foreach (string name in Property.OfType<string>()
                .Where(name => !WildcardPattern.ContainsWildcardCharacters(name)))
            {
                if (_statistics.ContainsKey(name) || _total == 0) continue;
                WriteError(new ErrorRecord(
                    new PSArgumentException($"The property \"{name}\" cannot be found in the input for any objects."),
                    "GenericMeasurePropertyNotFound",
                    ErrorCategory.InvalidArgument,
                    null));
            }
        }

        if (_order.Count == 0 && Property is not { Length: > 0 }) Write("", new Statistics());
        foreach (string name in _order) Write(name, _statistics[name]);
    }

    private void Add(string name, object? value)
    {
        if (!_statistics.TryGetValue(name, out Statistics? statistics))
        {
            _statistics.Add(name, statistics = new Statistics());
            _order.Add(name);
        }

        statistics.Count++;
        if (IsText) statistics.AddText(Text(value), IgnoreWhiteSpace);
        else if (NeedsNumbers) AddNumber(statistics, value);

        if (Maximum || Minimum || AllStats) statistics.AddExtremes(value);
    }

    private void AddNumber(Statistics statistics, object? value)
    {
        if (LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number))
        {
            statistics.AddNumber(number);
            return;
        }

        statistics.Count--;
        WriteError(new ErrorRecord(
            new PSInvalidOperationException($"Input object \"{Text(value)}\" is not numeric."),
            "NonNumericInputObject",
            ErrorCategory.InvalidType,
            value));
    }

    private void Write(string name, Statistics statistics)
    {
        string? property = name.Length == 0 ? null : name;
        if (IsText)
        {
            WriteObject(new TextMeasureInfo
            {
                Property = property,
                Lines = Line ? statistics.Lines : null,
                Words = Word ? statistics.Words : null,
                Characters = Character ? statistics.Characters : null,
            });
            return;
        }

        bool any = statistics.Numbers > 0;
        double? average = any && (Average || AllStats) ? statistics.Sum / statistics.Numbers : null;
        double? sum = any && (Sum || AllStats) ? statistics.Sum : null;
        double? deviation = (StandardDeviation || AllStats) && any ? statistics.Deviation() : null;
        object? maximum = Maximum || AllStats ? statistics.Maximum : null;
        object? minimum = Minimum || AllStats ? statistics.Minimum : null;
        if (IsNumeric(maximum) && IsNumeric(minimum))
        {
            WriteObject(new GenericMeasureInfo
            {
                Property = property,
                Count = statistics.Count,
                Average = average,
                Sum = sum,
                Maximum = ToDouble(maximum),
                Minimum = ToDouble(minimum),
                StandardDeviation = deviation,
            });
            return;
        }

        WriteObject(new GenericObjectMeasureInfo
        {
            Property = property,
            Count = statistics.Count,
            Average = average,
            Sum = sum,
            Maximum = maximum,
            Minimum = minimum,
            StandardDeviation = deviation,
        });
    }

    private static bool IsNumeric(object? value) => value is null || CellText.IsNumber(value);

    private static double? ToDouble(object? value) => value is null ? null
        : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string Text(object? value) => PSObject.AsPSObject(value ?? "").ToString();

    private sealed class Statistics
    {
        private double _mean;
        private double _squares;

        public int Count { get; set; }

        public int Numbers { get; private set; }

        public double Sum { get; private set; }

        public object? Maximum { get; private set; }

        public object? Minimum { get; private set; }

        public int Lines { get; private set; }

        public int Words { get; private set; }

        public int Characters { get; private set; }

        public void AddNumber(double number)
        {
            Numbers++;
            Sum += number;
            double delta = number - _mean;
            _mean += delta / Numbers;
            _squares += delta * (number - _mean);
        }

        public double Deviation() => Numbers < 2 ? 0 : Math.Sqrt(_squares / (Numbers - 1));

        public void AddExtremes(object? value)
        {
            if (Maximum is null
                || ObjectComparison.Compare(value, Maximum, true, CultureInfo.CurrentCulture) > 0) Maximum = value;
            if (Minimum is null
                || ObjectComparison.Compare(value, Minimum, true, CultureInfo.CurrentCulture) < 0) Minimum = value;
        }

        public void AddText(string text, bool ignoreWhiteSpace)
        {
            if (text.Length > 0) Lines += text.Count(c => c == '\n') + 1;
            Characters += ignoreWhiteSpace ? text.Count(c => !char.IsWhiteSpace(c)) : text.Length;
            Words += text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        }
    }
}
