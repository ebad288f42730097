namespace System.Management.Automation.Evaluation;

/// <summary>A compiled expression.</summary>
internal delegate object? Eval(Frame frame);

/// <summary>A compiled statement.</summary>
internal delegate Flow Exec(Frame frame);
