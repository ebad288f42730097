namespace System.Management.Automation;

/// <content>Colours behind the text.</content>
public sealed partial class PSStyle
{
    /// <summary>Colours behind the text.</summary>
    public sealed class BackgroundColor
    {
        internal BackgroundColor()
        {
        }

        /// <summary>Black.</summary>
        public string Black { get; } = "\x1b[40m";

        /// <summary>Bright black.</summary>
        public string BrightBlack { get; } = "\x1b[100m";

        /// <summary>Red.</summary>
        public string Red { get; } = "\x1b[41m";

        /// <summary>Bright red.</summary>
        public string BrightRed { get; } = "\x1b[101m";

        /// <summary>Green.</summary>
        public string Green { get; } = "\x1b[42m";

        /// <summary>Bright green.</summary>
        public string BrightGreen { get; } = "\x1b[102m";

        /// <summary>Yellow.</summary>
        public string Yellow { get; } = "\x1b[43m";

        /// <summary>Bright yellow.</summary>
        public string BrightYellow { get; } = "\x1b[103m";

        /// <summary>Blue.</summary>
        public string Blue { get; } = "\x1b[44m";

        /// <summary>Bright blue.</summary>
        public string BrightBlue { get; } = "\x1b[104m";

        /// <summary>Magenta.</summary>
        public string Magenta { get; } = "\x1b[45m";

        /// <summary>Bright magenta.</summary>
        public string BrightMagenta { get; } = "\x1b[105m";

        /// <summary>Cyan.</summary>
        public string Cyan { get; } = "\x1b[46m";

        /// <summary>Bright cyan.</summary>
        public string BrightCyan { get; } = "\x1b[106m";

        /// <summary>White.</summary>
        public string White { get; } = "\x1b[47m";

        /// <summary>Bright white.</summary>
        public string BrightWhite { get; } = "\x1b[107m";

        /// <summary>Any colour.</summary>
        public string FromRgb(byte red, byte green, byte blue) => $"\x1b[48;2;{red};{green};{blue}m";

        /// <summary>Any colour, as 0xRRGGBB.</summary>
        public string FromRgb(int rgb) => FromRgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }
}
