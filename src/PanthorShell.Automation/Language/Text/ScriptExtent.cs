namespace System.Management.Automation.Language;

/// <summary>A span of a <see cref="ScriptSource"/>; lines and columns are computed when asked for.</summary>
internal sealed class ScriptExtent : IScriptExtent
{
    internal ScriptExtent(ScriptSource source, int startOffset, int endOffset)
    {
        Source = source;
        StartOffset = startOffset;
        EndOffset = endOffset;
    }

    public string? File => Source.File;

    public IScriptPosition StartScriptPosition => new Position(Source, StartOffset);

    public IScriptPosition EndScriptPosition => new Position(Source, EndOffset);

    public int StartLineNumber => Source.LineOf(StartOffset);

    public int StartColumnNumber => Source.ColumnOf(StartOffset);

    public int EndLineNumber => Source.LineOf(EndOffset);

    public int EndColumnNumber => Source.ColumnOf(EndOffset);

    public string Text => Source.Text[StartOffset..EndOffset];

    public int StartOffset { get; }

    public int EndOffset { get; }

    internal ScriptSource Source { get; }

    internal static ScriptExtent Empty { get; } = new(new ScriptSource(string.Empty, null), 0, 0);

    public override string ToString() => Text;

    private sealed class Position : IScriptPosition
    {
        private readonly ScriptSource _source;

        internal Position(ScriptSource source, int offset)
        {
            _source = source;
            Offset = offset;
        }

        public string? File => _source.File;

        public int LineNumber => _source.LineOf(Offset);

        public int ColumnNumber => _source.ColumnOf(Offset);

        public int Offset { get; }

        public string Line => _source.LineText(LineNumber);

        public string GetFullScript() => _source.Text;
    }
}
