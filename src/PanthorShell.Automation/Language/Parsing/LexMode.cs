namespace System.Management.Automation.Language;

/// <summary>How characters are read: as operators and operands, or as the words of a command.</summary>
internal enum LexMode
{
    Expression = 0,
    Command = 1,
}
