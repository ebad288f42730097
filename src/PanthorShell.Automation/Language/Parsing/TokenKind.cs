namespace System.Management.Automation.Language;

/// <summary>The kinds of tokens; the numbers are those of the PowerShell API.</summary>
public enum TokenKind
{
    /// <summary>Not a token.</summary>
    Unknown = 0,
    /// <summary>A variable.</summary>
    Variable = 1,
    /// <summary>A splatted variable.</summary>
    SplattedVariable = 2,
    /// <summary>A parameter name with its dash.</summary>
    Parameter = 3,
    /// <summary>A number.</summary>
    Number = 4,
    /// <summary>A loop label.</summary>
    Label = 5,
    /// <summary>A plain word.</summary>
    Identifier = 6,
    /// <summary>A word of a command.</summary>
    Generic = 7,
    /// <summary>A line end.</summary>
    NewLine = 8,
    /// <summary>An escaped line end.</summary>
    LineContinuation = 9,
    /// <summary>A comment.</summary>
    Comment = 10,
    /// <summary>The end of the script.</summary>
    EndOfInput = 11,
    /// <summary>A string in single quotes.</summary>
    StringLiteral = 12,
    /// <summary>A string in double quotes.</summary>
    StringExpandable = 13,
    /// <summary>A here-string in single quotes.</summary>
    HereStringLiteral = 14,
    /// <summary>A here-string in double quotes.</summary>
    HereStringExpandable = 15,
    /// <summary>`(`.</summary>
    LParen = 16,
    /// <summary>`)`.</summary>
    RParen = 17,
    /// <summary>`{`.</summary>
    LCurly = 18,
    /// <summary>`}`.</summary>
    RCurly = 19,
    /// <summary>`[`.</summary>
    LBracket = 20,
    /// <summary>`]`.</summary>
    RBracket = 21,
    /// <summary>`@(`.</summary>
    AtParen = 22,
    /// <summary>`@{`.</summary>
    AtCurly = 23,
    /// <summary>`$(`.</summary>
    DollarParen = 24,
    /// <summary>`;`.</summary>
    Semi = 25,
    /// <summary>`&amp;&amp;`.</summary>
    AndAnd = 26,
    /// <summary>`||`.</summary>
    OrOr = 27,
    /// <summary>`&amp;`.</summary>
    Ampersand = 28,
    /// <summary>`|`.</summary>
    Pipe = 29,
    /// <summary>`,`.</summary>
    Comma = 30,
    /// <summary>`--`.</summary>
    MinusMinus = 31,
    /// <summary>`++`.</summary>
    PlusPlus = 32,
    /// <summary>`..`.</summary>
    DotDot = 33,
    /// <summary>`::`.</summary>
    ColonColon = 34,
    /// <summary>`.`.</summary>
    Dot = 35,
    /// <summary>`!`.</summary>
    Exclaim = 36,
    /// <summary>`*`.</summary>
    Multiply = 37,
    /// <summary>`/`.</summary>
    Divide = 38,
    /// <summary>`%`.</summary>
    Rem = 39,
    /// <summary>`+`.</summary>
    Plus = 40,
    /// <summary>`-`.</summary>
    Minus = 41,
    /// <summary>`=`.</summary>
    Equals = 42,
    /// <summary>`+=`.</summary>
    PlusEquals = 43,
    /// <summary>`-=`.</summary>
    MinusEquals = 44,
    /// <summary>`*=`.</summary>
    MultiplyEquals = 45,
    /// <summary>`/=`.</summary>
    DivideEquals = 46,
    /// <summary>`%=`.</summary>
    RemainderEquals = 47,
    /// <summary>A redirection.</summary>
    Redirection = 48,
    /// <summary>`&lt;`.</summary>
    RedirectInStd = 49,
    /// <summary>`-f`.</summary>
    Format = 50,
    /// <summary>The operator `-not`.</summary>
    Not = 51,
    /// <summary>The operator `-bnot`.</summary>
    Bnot = 52,
    /// <summary>The operator `-and`.</summary>
    And = 53,
    /// <summary>The operator `-or`.</summary>
    Or = 54,
    /// <summary>The operator `-xor`.</summary>
    Xor = 55,
    /// <summary>The operator `-band`.</summary>
    Band = 56,
    /// <summary>The operator `-bor`.</summary>
    Bor = 57,
    /// <summary>The operator `-bxor`.</summary>
    Bxor = 58,
    /// <summary>The operator `-join`.</summary>
    Join = 59,
    /// <summary>The operator `-ieq`.</summary>
    Ieq = 60,
    /// <summary>The operator `-ine`.</summary>
    Ine = 61,
    /// <summary>The operator `-ige`.</summary>
    Ige = 62,
    /// <summary>The operator `-igt`.</summary>
    Igt = 63,
    /// <summary>The operator `-ilt`.</summary>
    Ilt = 64,
    /// <summary>The operator `-ile`.</summary>
    Ile = 65,
    /// <summary>The operator `-ilike`.</summary>
    Ilike = 66,
    /// <summary>The operator `-inotlike`.</summary>
    Inotlike = 67,
    /// <summary>The operator `-imatch`.</summary>
    Imatch = 68,
    /// <summary>The operator `-inotmatch`.</summary>
    Inotmatch = 69,
    /// <summary>The operator `-ireplace`.</summary>
    Ireplace = 70,
    /// <summary>The operator `-icontains`.</summary>
    Icontains = 71,
    /// <summary>The operator `-inotcontains`.</summary>
    Inotcontains = 72,
    /// <summary>The operator `-iin`.</summary>
    Iin = 73,
    /// <summary>The operator `-inotin`.</summary>
    Inotin = 74,
    /// <summary>The operator `-isplit`.</summary>
    Isplit = 75,
    /// <summary>The operator `-ceq`.</summary>
    Ceq = 76,
    /// <summary>The operator `-cne`.</summary>
    Cne = 77,
    /// <summary>The operator `-cge`.</summary>
    Cge = 78,
    /// <summary>The operator `-cgt`.</summary>
    Cgt = 79,
    /// <summary>The operator `-clt`.</summary>
    Clt = 80,
    /// <summary>The operator `-cle`.</summary>
    Cle = 81,
    /// <summary>The operator `-clike`.</summary>
    Clike = 82,
    /// <summary>The operator `-cnotlike`.</summary>
    Cnotlike = 83,
    /// <summary>The operator `-cmatch`.</summary>
    Cmatch = 84,
    /// <summary>The operator `-cnotmatch`.</summary>
    Cnotmatch = 85,
    /// <summary>The operator `-creplace`.</summary>
    Creplace = 86,
    /// <summary>The operator `-ccontains`.</summary>
    Ccontains = 87,
    /// <summary>The operator `-cnotcontains`.</summary>
    Cnotcontains = 88,
    /// <summary>The operator `-cin`.</summary>
    Cin = 89,
    /// <summary>The operator `-cnotin`.</summary>
    Cnotin = 90,
    /// <summary>The operator `-csplit`.</summary>
    Csplit = 91,
    /// <summary>The operator `-is`.</summary>
    Is = 92,
    /// <summary>The operator `-isnot`.</summary>
    IsNot = 93,
    /// <summary>The operator `-as`.</summary>
    As = 94,
    /// <summary>`++ behind its operand`.</summary>
    PostfixPlusPlus = 95,
    /// <summary>`-- behind its operand`.</summary>
    PostfixMinusMinus = 96,
    /// <summary>The operator `-shl`.</summary>
    Shl = 97,
    /// <summary>The operator `-shr`.</summary>
    Shr = 98,
    /// <summary>`:`.</summary>
    Colon = 99,
    /// <summary>`?`.</summary>
    QuestionMark = 100,
    /// <summary>`??=`.</summary>
    QuestionQuestionEquals = 101,
    /// <summary>`??`.</summary>
    QuestionQuestion = 102,
    /// <summary>`?.`.</summary>
    QuestionDot = 103,
    /// <summary>`?[`.</summary>
    QuestionLBracket = 104,
    /// <summary>The keyword `begin`.</summary>
    Begin = 119,
    /// <summary>The keyword `break`.</summary>
    Break = 120,
    /// <summary>The keyword `catch`.</summary>
    Catch = 121,
    /// <summary>The keyword `class`.</summary>
    Class = 122,
    /// <summary>The keyword `continue`.</summary>
    Continue = 123,
    /// <summary>The keyword `data`.</summary>
    Data = 124,
    /// <summary>The keyword `define`.</summary>
    Define = 125,
    /// <summary>The keyword `do`.</summary>
    Do = 126,
    /// <summary>The keyword `dynamicparam`.</summary>
    Dynamicparam = 127,
    /// <summary>The keyword `else`.</summary>
    Else = 128,
    /// <summary>The keyword `elseif`.</summary>
    ElseIf = 129,
    /// <summary>The keyword `end`.</summary>
    End = 130,
    /// <summary>The keyword `exit`.</summary>
    Exit = 131,
    /// <summary>The keyword `filter`.</summary>
    Filter = 132,
    /// <summary>The keyword `finally`.</summary>
    Finally = 133,
    /// <summary>The keyword `for`.</summary>
    For = 134,
    /// <summary>The keyword `foreach`.</summary>
    Foreach = 135,
    /// <summary>The keyword `from`.</summary>
    From = 136,
    /// <summary>The keyword `function`.</summary>
    Function = 137,
    /// <summary>The keyword `if`.</summary>
    If = 138,
    /// <summary>The keyword `in`.</summary>
    In = 139,
    /// <summary>The keyword `param`.</summary>
    Param = 140,
    /// <summary>The keyword `process`.</summary>
    Process = 141,
    /// <summary>The keyword `return`.</summary>
    Return = 142,
    /// <summary>The keyword `switch`.</summary>
    Switch = 143,
    /// <summary>The keyword `throw`.</summary>
    Throw = 144,
    /// <summary>The keyword `trap`.</summary>
    Trap = 145,
    /// <summary>The keyword `try`.</summary>
    Try = 146,
    /// <summary>The keyword `until`.</summary>
    Until = 147,
    /// <summary>The keyword `using`.</summary>
    Using = 148,
    /// <summary>The keyword `var`.</summary>
    Var = 149,
    /// <summary>The keyword `while`.</summary>
    While = 150,
    /// <summary>The keyword `workflow`.</summary>
    Workflow = 151,
    /// <summary>The keyword `parallel`.</summary>
    Parallel = 152,
    /// <summary>The keyword `sequence`.</summary>
    Sequence = 153,
    /// <summary>The keyword `inlinescript`.</summary>
    InlineScript = 154,
    /// <summary>The keyword `configuration`.</summary>
    Configuration = 155,
    /// <summary>A dynamic keyword.</summary>
    DynamicKeyword = 156,
    /// <summary>The keyword `public`.</summary>
    Public = 157,
    /// <summary>The keyword `private`.</summary>
    Private = 158,
    /// <summary>The keyword `static`.</summary>
    Static = 159,
    /// <summary>The keyword `interface`.</summary>
    Interface = 160,
    /// <summary>The keyword `enum`.</summary>
    Enum = 161,
    /// <summary>The keyword `namespace`.</summary>
    Namespace = 162,
    /// <summary>The keyword `module`.</summary>
    Module = 163,
    /// <summary>The keyword `type`.</summary>
    Type = 164,
    /// <summary>The keyword `assembly`.</summary>
    Assembly = 165,
    /// <summary>The keyword `command`.</summary>
    Command = 166,
    /// <summary>The keyword `hidden`.</summary>
    Hidden = 167,
    /// <summary>The keyword `base`.</summary>
    Base = 168,
    /// <summary>The keyword `default`.</summary>
    Default = 169,
    /// <summary>The keyword `clean`.</summary>
    Clean = 170,
}
