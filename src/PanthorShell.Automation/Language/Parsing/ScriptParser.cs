using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>
/// The recursive descent parser. It reads tokens on demand, since what a character means depends on where the parser
/// is: in an expression or among the words of a command. It stops at the first error.
/// </summary>
internal sealed partial class ScriptParser
{
    private readonly ScriptSource _source;
    private readonly string _text;

    // Words and strings hold nested code; what was read once at a position is not read again.
    private readonly Dictionary<(int Start, LexMode Mode), Lexeme> _nested = [];

    private int _pos;
    private Lexeme? _peeked;
    private (int From, LexMode Mode, bool Signed) _peekedAt;
    private int _lastComment = -1;

    internal ScriptParser(ScriptSource source)
    {
        _source = source;
        _text = source.Text;
    }

    internal List<Token> Tokens { get; } = [];

    internal List<Token> Comments { get; } = [];

    internal List<ParseError> Errors { get; } = [];

    private char this[int offset] => offset >= 0 && offset < _text.Length ? _text[offset] : '\0';

    internal ScriptBlockAst ParseScript()
    {
        ScriptExtent all = _source.Extent(0, _text.Length);
        try
        {
            ScriptBlockAst script = ParseScriptBlockBody(0, TokenKind.EndOfInput, false, isScript: true);
            return script;
        }
        catch (ParseAbortException)
        {
            return new ScriptBlockAst(
                all, List<UsingStatementAst>(), List<AttributeAst>(), null, null, null, null, null, null, null, null);
        }
    }

    private static ReadOnlyCollection<T> List<T>() => ReadOnlyCollection<T>.Empty;

    private static ReadOnlyCollection<T> List<T>(List<T> items) => new(items);

    private Lexeme Peek(LexMode mode, bool signed = false)
    {
        if (_peeked is not null && _peekedAt == (_pos, mode, signed))
            return _peeked;
        int from = _pos;
        int start = SkipSpace(from);
        Lexeme token = Scan(start, mode, signed);
        token.SpaceBefore = start != from || from == 0;
        _peeked = token;
        _peekedAt = (from, mode, signed);
        return token;
    }

    private Lexeme Next(LexMode mode, bool signed = false)
    {
        Lexeme token = Peek(mode, signed);
        Take(token);
        return token;
    }

    private void Take(Lexeme token)
    {
        _pos = token.End;
        Tokens.Add(token);
    }

    private bool TryTake(TokenKind kind, LexMode mode = LexMode.Expression)
    {
        Lexeme token = Peek(mode);
        if (token.Kind != kind)
            return false;
        Take(token);
        return true;
    }

    /// <summary>Passes white space, comments and escaped line ends; line ends too if asked for.</summary>
    private int SkipSpace(int pos, bool newLines = false)
    {
        while (true)
        {
            char c = this[pos];
            if (CharTraits.IsWhitespace(c) || (newLines && CharTraits.IsNewLine(c)))
            {
                pos++;
            }
            else if (c == '`' && CharTraits.IsNewLine(this[pos + 1]))
            {
                pos += this[pos + 1] == '\r' && this[pos + 2] == '\n' ? 3 : 2;
            }
            else if (c == '`' && CharTraits.IsWhitespace(this[pos + 1]))
            {
                pos += 2;
            }
            else if (c == '#')
            {
                int end = pos;
                while (end < _text.Length && !CharTraits.IsNewLine(_text[end]))
                    end++;
                pos = AddComment(pos, end);
            }
            else if (c == '<' && this[pos + 1] == '#')
            {
                int end = _text.IndexOf("#>", pos + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw Incomplete(pos, pos + 2, "MissingTerminatorMultiLineComment", "The comment has no '#>'.");
                pos = AddComment(pos, end + 2);
            }
            else
            {
                return pos;
            }
        }
    }

    private int AddComment(int start, int end)
    {
        if (start > _lastComment)
        {
            _lastComment = start;
            Comments.Add(new Lexeme(TokenKind.Comment, _source.Extent(start, end)));
        }
        return end;
    }

    private void SkipNewLines() => _pos = SkipSpace(_pos, newLines: true);

    private void SkipNewLinesAndSemicolons()
    {
        SkipNewLines();
        while (this[_pos] == ';')
        {
            _pos++;
            SkipNewLines();
        }
    }

    /// <summary>Whether nothing but white space follows.</summary>
    private bool AtEnd() => SkipSpace(_pos, newLines: true) >= _text.Length;

    private ScriptExtent Extent(int start) => _source.Extent(start, _pos);

    private ScriptExtent Extent(Ast first) => _source.Extent(first.Extent.StartOffset, _pos);

    private static ScriptExtent Extent(Ast first, Ast last)
        => ((ScriptExtent)first.Extent).Source.Extent(first.Extent.StartOffset, last.Extent.EndOffset);

    private ParseAbortException Error(int start, int end, string id, string message, bool incomplete = false)
    {
        Errors.Add(new ParseError(_source.Extent(start, end), id, message, incomplete));
        return new ParseAbortException();
    }

    private ParseAbortException Error(Lexeme token, string id, string message)
        => Error(token.Start, token.End, id, message);

    /// <summary>An error that further input could mend; incomplete only if the input ends here.</summary>
    private ParseAbortException Incomplete(int start, int end, string id, string message)
        => Error(start, end, id, message, incomplete: true);

    /// <summary>Something is missing behind the last token.</summary>
    private ParseAbortException Missing(string id, string message)
    {
        int end = _pos;
        while (end > 0 && (CharTraits.IsWhitespace(_text[end - 1]) || CharTraits.IsNewLine(_text[end - 1])))
            end--;
        return Error(end, end, id, message, AtEnd());
    }

    private ParseAbortException Unexpected(Lexeme token)
        => Error(token, "UnexpectedToken", $"Unexpected token '{token.Text}' in expression or statement.");

    private ParseAbortException Refuse(int start, int end, string what)
        => Error(
            start, end, "NotSupported", $"'{what}' is not supported by PanthorShell; run this in PowerShell.");
}
