namespace System.Management.Automation;

/// <content>Colours of what the host writes by itself.</content>
public sealed partial class PSStyle
{
    /// <summary>Colours of what the host writes by itself.</summary>
    public sealed class FormattingData
    {
        internal FormattingData()
        {
        }

        /// <summary>Names in lists.</summary>
        public string FormatAccent { get; set; } = "\x1b[32;1m";

        /// <summary>Headers of tables.</summary>
        public string TableHeader { get; set; } = "\x1b[32;1m";

        /// <summary>Headers of tables that no property has.</summary>
        public string CustomTableHeaderLabel { get; set; } = "\x1b[32;1;3m";

        /// <summary>Names and places in errors.</summary>
        public string ErrorAccent { get; set; } = "\x1b[36;1m";

        /// <summary>Errors.</summary>
        public string Error { get; set; } = "\x1b[31;1m";

        /// <summary>Warnings.</summary>
        public string Warning { get; set; } = "\x1b[33;1m";

        /// <summary>Verbose messages.</summary>
        public string Verbose { get; set; } = "\x1b[33;1m";

        /// <summary>Debug messages.</summary>
        public string Debug { get; set; } = "\x1b[33;1m";
    }
}
