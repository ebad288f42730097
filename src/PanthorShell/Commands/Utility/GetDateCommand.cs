using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets the current or a given date, as an object or as text.</summary>
[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = "DateAndFormat")]
[OutputType(typeof(string), typeof(DateTime))]
internal sealed class GetDateCommand : PSCmdlet
{
    [Alias("LastWriteTime")]
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public DateTime Date { get; set; }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Second { get; set; }

    [Parameter]
    [ValidateRange(0, 999)]
    public int Millisecond { get; set; }

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public string? UFormat { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    [Alias("UnixTime")]
    [Parameter]
    public long UnixTimeSeconds { get; set; }

    protected override void ProcessRecord()
    {
        DateTime date = Given(nameof(Date)) ? Date : DateTime.Now;
        if (Given(nameof(UnixTimeSeconds))) date = DateTimeOffset.FromUnixTimeSeconds(UnixTimeSeconds).LocalDateTime;
        if (Given(nameof(Year))) date = date.AddYears(Year - date.Year);
        if (Given(nameof(Month))) date = date.AddMonths(Month - date.Month);
        if (Given(nameof(Day))) date = date.AddDays(Day - date.Day);
        if (Given(nameof(Hour))) date = date.AddHours(Hour - date.Hour);
        if (Given(nameof(Minute))) date = date.AddMinutes(Minute - date.Minute);
        if (Given(nameof(Second))) date = date.AddSeconds(Second - date.Second);
        if (Given(nameof(Millisecond))) date = date.AddMilliseconds(Millisecond - date.Millisecond);
        if (AsUTC) date = date.ToUniversalTime();

        if (Given(nameof(UFormat))) WriteObject(UnixFormat(date, UFormat!));
        else if (Given(nameof(Format))) WriteObject(Text(date, Format!));
        else WriteObject(date);
    }

    private bool Given(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    private static string Text(DateTime date, string format) => format switch
    {
        "FileDate" => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "FileDateUniversal" => date.ToUniversalTime().ToString("yyyyMMddZ", CultureInfo.InvariantCulture),
        "FileDateTime" => date.ToString("yyyyMMddTHHmmssffff", CultureInfo.InvariantCulture),
        "FileDateTimeUniversal" => date.ToUniversalTime()
            .ToString("yyyyMMddTHHmmssffffZ", CultureInfo.InvariantCulture),
        _ => date.ToString(format, CultureInfo.CurrentCulture),
    };

    private static string UnixFormat(DateTime date, string format)
    {
        var text = new StringBuilder();
        for (int i = format.StartsWith('+') ? 1 : 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 >= format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            text.Append(format[++i] switch
            {
                'Y' => date.ToString("yyyy", CultureInfo.CurrentCulture),
                'y' => date.ToString("yy", CultureInfo.CurrentCulture),
                'm' => date.ToString("MM", CultureInfo.CurrentCulture),
                'd' => date.ToString("dd", CultureInfo.CurrentCulture),
                'H' => date.ToString("HH", CultureInfo.CurrentCulture),
                'I' => date.ToString("hh", CultureInfo.CurrentCulture),
                'M' => date.ToString("mm", CultureInfo.CurrentCulture),
                'S' => date.ToString("ss", CultureInfo.CurrentCulture),
                'p' => date.ToString("tt", CultureInfo.CurrentCulture),
                'A' => date.ToString("dddd", CultureInfo.CurrentCulture),
                'a' => date.ToString("ddd", CultureInfo.CurrentCulture),
                'B' => date.ToString("MMMM", CultureInfo.CurrentCulture),
                'b' or 'h' => date.ToString("MMM", CultureInfo.CurrentCulture),
                'F' => date.ToString("yyyy-MM-dd", CultureInfo.CurrentCulture),
                'T' or 'X' => date.ToString("HH:mm:ss", CultureInfo.CurrentCulture),
                'R' => date.ToString("HH:mm", CultureInfo.CurrentCulture),
                'D' or 'x' => date.ToString("MM/dd/yy", CultureInfo.CurrentCulture),
                'j' => date.DayOfYear.ToString("000", CultureInfo.CurrentCulture),
                's' => new DateTimeOffset(date).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                'Z' => date.ToString("zz", CultureInfo.CurrentCulture),
                'n' => "\n",
                't' => "\t",
                '%' => "%",
                char other => other.ToString(),
            });
        }

        return text.ToString();
    }
}
