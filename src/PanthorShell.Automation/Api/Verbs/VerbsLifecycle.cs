namespace System.Management.Automation;

/// <summary>Verbs of the group Lifecycle.</summary>
public static class VerbsLifecycle
{
    /// <summary>Approve.</summary>
    public const string Approve = "Approve";

    /// <summary>Assert.</summary>
    public const string Assert = "Assert";

    /// <summary>Build.</summary>
    public const string Build = "Build";

    /// <summary>Complete.</summary>
    public const string Complete = "Complete";

    /// <summary>Confirm.</summary>
    public const string Confirm = "Confirm";

    /// <summary>Deny.</summary>
    public const string Deny = "Deny";

    /// <summary>Deploy.</summary>
    public const string Deploy = "Deploy";

    /// <summary>Disable.</summary>
    public const string Disable = "Disable";

    /// <summary>Enable.</summary>
    public const string Enable = "Enable";

    /// <summary>Install.</summary>
    public const string Install = "Install";

    /// <summary>Invoke.</summary>
    public const string Invoke = "Invoke";

    /// <summary>Register.</summary>
    public const string Register = "Register";

    /// <summary>Request.</summary>
    public const string Request = "Request";

    /// <summary>Restart.</summary>
    public const string Restart = "Restart";

    /// <summary>Resume.</summary>
    public const string Resume = "Resume";

    /// <summary>Start.</summary>
    public const string Start = "Start";

    /// <summary>Stop.</summary>
    public const string Stop = "Stop";

    /// <summary>Submit.</summary>
    public const string Submit = "Submit";

    /// <summary>Suspend.</summary>
    public const string Suspend = "Suspend";

    /// <summary>Uninstall.</summary>
    public const string Uninstall = "Uninstall";

    /// <summary>Unregister.</summary>
    public const string Unregister = "Unregister";

    /// <summary>Wait.</summary>
    public const string Wait = "Wait";
}
