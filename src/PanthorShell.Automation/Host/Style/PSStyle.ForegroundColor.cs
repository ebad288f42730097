namespace System.Management.Automation;

/// <content>Colours of the text.</content>
public sealed partial class PSStyle
{
    /// <summary>Colours of the text.</summary>
    public sealed class ForegroundColor
    {
        internal ForegroundColor()
        {
        }

        /// <summary>Black.</summary>
        public string Black { get; } = "\x1b[30m";

        /// <summary>Bright black.</summary>
        public string BrightBlack { get; } = "\x1b[90m";

        /// <summary>Red.</summary>
        public string Red { get; } = "\x1b[31m";

        /// <summary>Bright red.</summary>
        public string BrightRed { get; } = "\x1b[91m";

        /// <summary>Green.</summary>
        public string Green { get; } = "\x1b[32m";

        /// <summary>Bright green.</summary>
        public string BrightGreen { get; } = "\x1b[92m";

        /// <summary>Yellow.</summary>
        public string Yellow { get; } = "\x1b[33m";

        /// <summary>Bright yellow.</summary>
        public string BrightYellow { get; } = "\x1b[93m";

        /// <summary>Blue.</summary>
        public string Blue { get; } = "\x1b[34m";

        /// <summary>Bright blue.</summary>
        public string BrightBlue { get; } = "\x1b[94m";

        /// <summary>Magenta.</summary>
        public string Magenta { get; } = "\x1b[35m";

        /// <summary>Bright magenta.</summary>
        public string BrightMagenta { get; } = "\x1b[95m";

        /// <summary>Cyan.</summary>
        public string Cyan { get; } = "\x1b[36m";

        /// <summary>Bright cyan.</summary>
        public string BrightCyan { get; } = "\x1b[96m";

        /// <summary>White.</summary>
        public string White { get; } = "\x1b[37m";

        /// <summary>Bright white.</summary>
        public string BrightWhite { get; } = "\x1b[97m";

        /// <summary>Any colour.</summary>
        public string FromRgb(byte red, byte green, byte blue) => $"\x1b[38;2;{red};{green};{blue}m";

        /// <summary>Any colour, as 0xRRGGBB.</summary>
        public string FromRgb(int rgb) => FromRgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }
}
