namespace System.Management.Automation.Host;

/// <summary>A key that was pressed.</summary>
public struct KeyInfo : IEquatable<KeyInfo>
{
    /// <summary>Creates the value.</summary>
    public KeyInfo(int virtualKeyCode, char character, ControlKeyStates controlKeyState, bool keyDown)
    {
        VirtualKeyCode = virtualKeyCode;
        Character = character;
        ControlKeyState = controlKeyState;
        KeyDown = keyDown;
    }

    /// <summary>The code of the key.</summary>
    public int VirtualKeyCode { get; set; }

    /// <summary>The character.</summary>
    public char Character { get; set; }

    /// <summary>The modifiers.</summary>
    public ControlKeyStates ControlKeyState { get; set; }

    /// <summary>Whether it went down.</summary>
    public bool KeyDown { get; set; }

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(KeyInfo first, KeyInfo second) => first.Equals(second);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(KeyInfo first, KeyInfo second) => !first.Equals(second);

    /// <inheritdoc/>
    public readonly bool Equals(KeyInfo other) =>
        VirtualKeyCode == other.VirtualKeyCode && Character == other.Character
        && ControlKeyState == other.ControlKeyState && KeyDown == other.KeyDown;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is KeyInfo other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(VirtualKeyCode, Character, ControlKeyState, KeyDown);

    /// <inheritdoc/>
    public override readonly string ToString() => $"{VirtualKeyCode},{Character},{ControlKeyState},{KeyDown}";
}
