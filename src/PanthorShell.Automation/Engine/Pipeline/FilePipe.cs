using System.Collections.Generic;
using System.IO;
using System.Management.Automation.Evaluation;
using System.Text;

namespace System.Management.Automation;

/// <summary>Writes a stream to a file, formatted as on the screen.</summary>
internal sealed class FilePipe : IOutputPipe, IDisposable
{
    private readonly ExecutionContext _context;
    private readonly List<object?> _items = [];
    private readonly string _path;

    internal FilePipe(ExecutionContext context, string path, bool append)
    {
        _context = context;
        _path = context.SessionDrives.Resolve(path, out _, out _);
        if (!append) File.WriteAllText(_path, string.Empty);
        else if (!File.Exists(_path)) File.WriteAllText(_path, string.Empty);
    }

    internal string FullPath => _path;

    public void Add(object? value) => _items.Add(value);

    public void Dispose()
    {
        if (_items.Count == 0) return;
        File.AppendAllText(_path, OutputText.Of(_context, _items), new UTF8Encoding(false));
        _items.Clear();
    }
}
