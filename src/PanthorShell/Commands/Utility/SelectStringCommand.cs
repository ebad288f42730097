using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>Finds text in strings and files.</summary>
[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = "File")]
[OutputType(typeof(MatchInfo), typeof(bool), typeof(string))]
internal sealed class SelectStringCommand : PSCmdlet
{
    private readonly List<Regex> _patterns = [];
    private int _inputNumber;
    private bool _done;

    [Parameter(ValueFromPipeline = true, Mandatory = true, ParameterSetName = "Object")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0)]
    public string[]? Pattern { get; set; }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "File")]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralFile")]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter List { get; set; }

    [Parameter]
    public SwitchParameter NoEmphasis { get; set; }

    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    [Parameter]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    protected override void BeginProcessing()
    {
        foreach (string pattern in Pattern!)
        {
            try
            {
                RegexOptions options = CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
                _patterns.Add(new Regex(SimpleMatch ? Regex.Escape(pattern) : pattern, options));
            }
            catch (ArgumentException exception)
            {
                ThrowTerminatingError(
                    new ErrorRecord(exception, "InvalidRegex", ErrorCategory.InvalidArgument, pattern));
            }
        }
    }

    protected override void ProcessRecord()
    {
        if (_done) return;

        if (ParameterSetName == "Object" && InputObject?.BaseObject is not FileInfo)
        {
            _inputNumber++;
            Examine(InputObject?.ToString() ?? "", _inputNumber, MatchInfo.InputStream);
            return;
        }

        IEnumerable<string> files = InputObject?.BaseObject is FileInfo info
            ? [info.FullName]
            : FilePaths.Resolve(this, LiteralPath ?? Path!, LiteralPath is not null);
        foreach (string file in files)
        {
            if (!File.Exists(file)) continue;
            int number = 0;
            foreach (string line in File.ReadLines(file, Encoding))
            {
                if (Examine(line, ++number, file) && List) break;
                if (_done) return;
            }
        }
    }

    private bool Examine(string line, int number, string path)
    {
        for (int i = 0; i < _patterns.Count; i++)
        {
            Match[] matches = [.. _patterns[i].Matches(line).Cast<Match>()];
            if (matches.Length > 0 == NotMatch) continue;

            Emit(line, number, path, i, AllMatches ? matches : [.. matches.Take(1)]);
            return true;
        }

        return false;
    }

    private void Emit(string line, int number, string path, int pattern, Match[] matches)
    {
        if (Quiet)
        {
            _done = true;
            WriteObject(true);
        }
        else if (Raw)
        {
            WriteObject(line);
        }
        else
        {
            WriteObject(new MatchInfo
            {
                IgnoreCase = !CaseSensitive,
                Line = line,
                LineNumber = number,
                Path = path,
                Pattern = Pattern![pattern],
                Matches = matches,
            });
        }
    }
}
