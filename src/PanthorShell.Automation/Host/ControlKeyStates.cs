namespace System.Management.Automation.Host;

/// <summary>The modifier keys.</summary>
[Flags]
public enum ControlKeyStates
{
    /// <summary>Right alt pressed.</summary>
    RightAltPressed = 1,

    /// <summary>Left alt pressed.</summary>
    LeftAltPressed = 2,

    /// <summary>Right ctrl pressed.</summary>
    RightCtrlPressed = 4,

    /// <summary>Left ctrl pressed.</summary>
    LeftCtrlPressed = 8,

    /// <summary>Shift pressed.</summary>
    ShiftPressed = 16,

    /// <summary>Num lock on.</summary>
    NumLockOn = 32,

    /// <summary>Scroll lock on.</summary>
    ScrollLockOn = 64,

    /// <summary>Caps lock on.</summary>
    CapsLockOn = 128,

    /// <summary>Enhanced key.</summary>
    EnhancedKey = 256,
}
