using System.Collections.Generic;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Turns redirections into pipes.</summary>
internal sealed class Redirection : IDisposable
{
    private readonly ExecutionContext _context;
    private readonly List<FilePipe> _files = [];

    internal Redirection(ExecutionContext context, StreamSet streams, IOutputPipe output)
    {
        _context = context;
        Streams = streams.Copy();
        Output = output;
    }

    internal StreamSet Streams { get; }

    internal IOutputPipe Output { get; private set; }

    public void Dispose()
    {
        foreach (FilePipe file in _files) file.Dispose();
    }

    internal void Apply(IReadOnlyList<RedirectionCall> redirections)
    {
        // The output goes first: what is merged into it follows it.
        IOutputPipe merged = Output;
        foreach (RedirectionCall call in redirections)
        {
            if (call.From is RedirectionStream.Output or RedirectionStream.All && call.To is null) Output =
                Target(call);
        }

        foreach (RedirectionCall call in redirections)
        {
            IOutputPipe target = call.To is not null
                ? (call.To == RedirectionStream.Output ? merged : Of(call.To.Value)) : Target(call);
            if (call.From != RedirectionStream.Output) Set(call.From, call.From == RedirectionStream.All
                && call.To is null ? Output : target);
        }
    }

    private IOutputPipe Of(RedirectionStream stream) => stream switch
    {
        RedirectionStream.Error => Streams.Error ?? Output,
        _ => Output,
    };

    private IOutputPipe Target(RedirectionCall call)
    {
        if (string.IsNullOrEmpty(call.Path)) return NullPipe.Instance;
        string full = _context.SessionDrives.Resolve(call.Path, out _, out _);
        FilePipe? known = _files.Find(f => f.FullPath == full);
        if (known is not null) return known;
        FilePipe file = new(_context, call.Path, call.Append);
        _files.Add(file);
        return file;
    }

    private void Set(RedirectionStream stream, IOutputPipe pipe)
    {
        bool all = stream == RedirectionStream.All;
        if (all || stream == RedirectionStream.Error) Streams.Error = pipe;
        if (all || stream == RedirectionStream.Warning) Streams.Warning = pipe;
        if (all || stream == RedirectionStream.Verbose) Streams.Verbose = pipe;
        if (all || stream == RedirectionStream.Debug) Streams.Debug = pipe;
        if (all || stream == RedirectionStream.Information) Streams.Information = pipe;
    }
}
