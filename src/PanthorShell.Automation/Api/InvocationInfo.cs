using System.Collections.Generic;
using System.IO;
using System.Management.Automation.Language;
using System.Text;

namespace System.Management.Automation;

/// <summary>A call of a command.</summary>
public class InvocationInfo
{
    private readonly IScriptExtent? _position;

    internal InvocationInfo(CommandInfo? command, IScriptExtent? position, string? invocationName = null)
    {
        MyCommand = command;
        _position = position;
        InvocationName = invocationName ?? string.Empty;
    }

    /// <summary>The command.</summary>
    public CommandInfo? MyCommand { get; private set; }

    /// <summary>The parameters that got a value.</summary>
    public Dictionary<string, object?> BoundParameters { get; internal set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The arguments that bound to no parameter.</summary>
    public List<object?> UnboundArguments { get; internal set; } = [];

    /// <summary>The name by which the command was called.</summary>
    public string InvocationName { get; internal set; }

    /// <summary>The script file, or null.</summary>
    public string? ScriptName => _position?.File;

    /// <summary>The line in the script.</summary>
    public int ScriptLineNumber => _position?.StartLineNumber ?? 0;

    /// <summary>The column in the line.</summary>
    public int OffsetInLine => _position?.StartColumnNumber ?? 0;

    /// <summary>The whole line.</summary>
    public string Line => _position is null ? string.Empty : LineOf(_position);

    /// <summary>The statement.</summary>
    public string Statement => _position?.Text ?? string.Empty;

    /// <summary>Where the call is, in words.</summary>
    public string PositionMessage => _position is null ? string.Empty : PositionText(_position);

    /// <summary>The folder of the script.</summary>
    public string PSScriptRoot =>
        string.IsNullOrEmpty(ScriptName) ? string.Empty : Path.GetDirectoryName(ScriptName) ?? string.Empty;

    /// <summary>The path of the script.</summary>
    public string PSCommandPath => ScriptName ?? string.Empty;

    /// <summary>Who called.</summary>
    public CommandOrigin CommandOrigin { get; internal set; } = CommandOrigin.Internal;

    /// <summary>Whether something is piped into the command.</summary>
    public bool ExpectingInput { get; internal set; }

    /// <summary>The number of commands of the pipeline.</summary>
    public int PipelineLength { get; internal set; }

    /// <summary>The place of the command in the pipeline, from 1.</summary>
    public int PipelinePosition { get; internal set; }

    /// <summary>The id of the line in the history.</summary>
    public long HistoryId { get; internal set; } = -1;

    /// <summary>The position that errors show.</summary>
    public IScriptExtent? DisplayScriptPosition { get; set; }

    internal IScriptExtent? ScriptPosition => _position;

    /// <summary>Creates the call of a command at a position.</summary>
    public static InvocationInfo Create(CommandInfo? commandInfo, IScriptExtent? scriptPosition) =>
        new(commandInfo, scriptPosition) { DisplayScriptPosition = scriptPosition };

    /// <summary>"At FILE:LINE char:COLUMN" with the line and a marker under the text.</summary>
    internal static string PositionText(IScriptExtent position)
    {
        string file = string.IsNullOrEmpty(position.File) ? "line" : position.File;
        string line = LineOf(position);
        int start = Math.Max(0, position.StartColumnNumber - 1);
        int length = position.EndLineNumber == position.StartLineNumber
            ? position.EndColumnNumber - position.StartColumnNumber
            : line.Length - start;
        StringBuilder marker = new();
        for (int i = 0; i < start && i < line.Length; i++) marker.Append(line[i] == '\t' ? '\t' : ' ');
        marker.Append('~', Math.Max(1, length));
        return $"At {file}:{position.StartLineNumber} char:{position.StartColumnNumber}{Environment.NewLine}"
            + $"+ {line}{Environment.NewLine}+ {marker}";
    }

    internal InvocationInfo WithCommand(InvocationInfo command) =>
        new(command.MyCommand, _position ?? command._position,
        command.InvocationName)
    {
        BoundParameters = command.BoundParameters,
        UnboundArguments = command.UnboundArguments,
        PipelineLength = command.PipelineLength,
        PipelinePosition = command.PipelinePosition,
        ExpectingInput = command.ExpectingInput,
    };

    private static string LineOf(IScriptExtent position)
    {
        string whole = position.StartScriptPosition?.GetFullScript() ?? position.Text;
        int start = Math.Min(position.StartOffset, whole.Length);
        int begin = start == 0 ? 0 : whole.LastIndexOfAny(['\n', '\r'], start - 1) + 1;
        int end = whole.IndexOfAny(['\n', '\r'], start);
        return end < 0 ? whole[begin..] : whole[begin..end];
    }
}
