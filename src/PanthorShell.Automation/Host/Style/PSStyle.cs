namespace System.Management.Automation;

/// <summary>Escape sequences for coloured text, and what becomes of them; scripts have it as $PSStyle.</summary>
public sealed partial class PSStyle
{
    private PSStyle()
    {
    }

    /// <summary>The one of this process.</summary>
    public static PSStyle Instance { get; } = new();

    /// <summary>What becomes of escape sequences in the output.</summary>
    public OutputRendering OutputRendering { get; set; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            ? OutputRendering.Host
            : OutputRendering.PlainText;

    /// <summary>Ends all colours and attributes.</summary>
    public string Reset { get; } = "\x1b[0m";

    /// <summary>Blinking on.</summary>
    public string Blink { get; } = "\x1b[5m";

    /// <summary>Blinking off.</summary>
    public string BlinkOff { get; } = "\x1b[25m";

    /// <summary>Bold on.</summary>
    public string Bold { get; } = "\x1b[1m";

    /// <summary>Bold off.</summary>
    public string BoldOff { get; } = "\x1b[22m";

    /// <summary>Faint on.</summary>
    public string Dim { get; } = "\x1b[2m";

    /// <summary>Faint off.</summary>
    public string DimOff { get; } = "\x1b[22m";

    /// <summary>Hidden on.</summary>
    public string Hidden { get; } = "\x1b[8m";

    /// <summary>Hidden off.</summary>
    public string HiddenOff { get; } = "\x1b[28m";

    /// <summary>Italic on.</summary>
    public string Italic { get; } = "\x1b[3m";

    /// <summary>Italic off.</summary>
    public string ItalicOff { get; } = "\x1b[23m";

    /// <summary>Reverse on.</summary>
    public string Reverse { get; } = "\x1b[7m";

    /// <summary>Reverse off.</summary>
    public string ReverseOff { get; } = "\x1b[27m";

    /// <summary>Strike through on.</summary>
    public string Strikethrough { get; } = "\x1b[9m";

    /// <summary>Strike through off.</summary>
    public string StrikethroughOff { get; } = "\x1b[29m";

    /// <summary>Underline on.</summary>
    public string Underline { get; } = "\x1b[4m";

    /// <summary>Underline off.</summary>
    public string UnderlineOff { get; } = "\x1b[24m";

    /// <summary>Colours of what the host writes by itself.</summary>
    public FormattingData Formatting { get; } = new();

    /// <summary>Colours of the text.</summary>
    public ForegroundColor Foreground { get; } = new();

    /// <summary>Colours behind the text.</summary>
    public BackgroundColor Background { get; } = new();

    /// <summary>A text as it is to be written.</summary>
    /// <param name="text">The text, perhaps with escape sequences.</param>
    /// <param name="isTerminal">Whether it goes to a screen that shows them.</param>
    internal string Render(string text, bool isTerminal)
    {
        bool keeps = OutputRendering == OutputRendering.Ansi || (OutputRendering == OutputRendering.Host && isTerminal);
        return keeps ? text : EscapeSequence.RemoveAll(text);
    }

    /// <summary>A text in a colour.</summary>
    internal string Paint(string ink, string text) => text.Length == 0 || ink.Length == 0 ? text : ink + text + Reset;
}
