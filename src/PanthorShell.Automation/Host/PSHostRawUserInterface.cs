namespace System.Management.Automation.Host;

/// <summary>The screen of a host.</summary>
public abstract class PSHostRawUserInterface
{
    /// <summary>The colour of texts.</summary>
    public abstract ConsoleColor ForegroundColor { get; set; }

    /// <summary>The colour behind texts.</summary>
    public abstract ConsoleColor BackgroundColor { get; set; }

    /// <summary>Where the cursor is.</summary>
    public abstract Coordinates CursorPosition { get; set; }

    /// <summary>Where the window is in the buffer.</summary>
    public abstract Coordinates WindowPosition { get; set; }

    /// <summary>The height of the cursor in percent.</summary>
    public abstract int CursorSize { get; set; }

    /// <summary>The size of the buffer.</summary>
    public abstract Size BufferSize { get; set; }

    /// <summary>The size of the window.</summary>
    public abstract Size WindowSize { get; set; }

    /// <summary>The largest window of the buffer.</summary>
    public abstract Size MaxWindowSize { get; }

    /// <summary>The largest window of the screen.</summary>
    public abstract Size MaxPhysicalWindowSize { get; }

    /// <summary>Whether a key waits.</summary>
    public abstract bool KeyAvailable { get; }

    /// <summary>The title of the window.</summary>
    public abstract string WindowTitle { get; set; }

    /// <summary>Reads a key.</summary>
    public KeyInfo ReadKey() => ReadKey(ReadKeyOptions.IncludeKeyDown);

    /// <summary>Reads a key.</summary>
    public abstract KeyInfo ReadKey(ReadKeyOptions options);

    /// <summary>Forgets the keys that wait.</summary>
    public abstract void FlushInputBuffer();

    /// <summary>Sets cells of the buffer.</summary>
    public abstract void SetBufferContents(Coordinates origin, BufferCell[,] contents);

    /// <summary>Fills cells of the buffer.</summary>
    public abstract void SetBufferContents(Rectangle rectangle, BufferCell fill);

    /// <summary>Reads cells of the buffer.</summary>
    public abstract BufferCell[,] GetBufferContents(Rectangle rectangle);

    /// <summary>Moves cells of the buffer.</summary>
    public abstract void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill);

    /// <summary>The number of cells of a text.</summary>
    public virtual int LengthInBufferCells(string source, int offset) => LengthInBufferCells(source[offset..]);

    /// <summary>The number of cells of a text.</summary>
    public virtual int LengthInBufferCells(string source) => source?.Length ?? 0;

    /// <summary>The number of cells of a character.</summary>
    public virtual int LengthInBufferCells(char source) => 1;
}
