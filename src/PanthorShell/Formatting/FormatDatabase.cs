using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>The views of a session: those loaded from format files, then the built-in ones.</summary>
internal sealed class FormatDatabase
{
    private const int MaxTableProperties = 4;

    private readonly List<(string Path, List<ViewDefinition> Views)> _files = [];
    private readonly HashSet<string> _moduleFiles = new(StringComparer.Ordinal);

    public IEnumerable<ViewDefinition> Views => _files.SelectMany(file => file.Views);

    /// <summary>Loads a format file; one that is loaded already is read anew.</summary>
    public void Load(string path, bool prepend)
    {
        List<ViewDefinition> views = FormatFile.Load(path);
        _files.RemoveAll(file => string.Equals(file.Path, path, StringComparison.Ordinal));
        if (prepend) _files.Insert(0, (path, views));
        else _files.Add((path, views));
    }

    /// <summary>Loads a module's format file unless it is there already.</summary>
    public void LoadOnce(string path)
    {
        if (_moduleFiles.Add(path)) Load(path, prepend: false);
    }

    /// <summary>Forgets the files of modules that are gone.</summary>
    public void KeepOnly(ICollection<string> paths)
    {
        foreach (string gone in _moduleFiles.Where(file => !paths.Contains(file)).ToArray())
        {
            _moduleFiles.Remove(gone);
            Unload(gone);
        }
    }

    public void Unload(string path) =>
        _files.RemoveAll(file => string.Equals(file.Path, path, StringComparison.Ordinal));

    public ViewGenerator Generator(ViewShape shape, PSObject target, FormatOptions? options, int limit)
    {
        if (shape != ViewShape.Undefined && options is { Properties.Count: > 0 })
            return Create(shape, null, options, limit);

        ViewDefinition? view = Find(target, shape, options?.ViewName);
        if (view is not null) return Create(view.Control.Shape, view, options, limit);

        if (!string.IsNullOrEmpty(options?.ViewName)) throw UnknownView(options.ViewName, shape, target);

        if (shape == ViewShape.Undefined)
        {
            int count = CellText.DefaultDisplayProperties(target).Count;
            if (count == 0) count = CellText.Properties(target).Count;
            shape = count <= MaxTableProperties ? ViewShape.Table : ViewShape.List;
        }

        return Create(shape, null, options, limit);
    }

    public ViewGenerator GeneratorFor(ViewDefinition view, PSObject target, FormatOptions? options, int limit) =>
        Create(view.Control.Shape, view, options, limit);

    public ViewDefinition? OutOfBandView(PSObject target)
    {
        foreach (string typeName in target.TypeNames)
        {
            ViewDefinition? view = Candidates(typeName).FirstOrDefault(view => view.OutOfBand);
            if (view is not null) return view;
        }

        return null;
    }

    private ViewDefinition? Find(PSObject target, ViewShape shape, string? name)
    {
        foreach (string typeName in target.TypeNames)
        {
            foreach (ViewDefinition view in Candidates(typeName))
            {
                if (view.OutOfBand && shape == ViewShape.Undefined) continue;
                if (shape != ViewShape.Undefined && view.Control.Shape != shape) continue;
                if (name is not null && !string.Equals(name, view.Name, StringComparison.OrdinalIgnoreCase)) continue;
                return view;
            }
        }

        return null;
    }

    private IEnumerable<ViewDefinition> Candidates(string typeName)
    {
        foreach (ViewDefinition view in Views)
        {
            if (view.AppliesTo(typeName)) yield return view;
        }

        foreach (ViewDefinition view in BuiltInViews.For(typeName)) yield return view;
    }

    private ViewGenerator Create(ViewShape shape, ViewDefinition? view, FormatOptions? options, int limit)
    {
        return shape switch
        {
            ViewShape.Table => new TableGenerator(view, options, this, limit),
            ViewShape.List => new ListGenerator(view, options, this, limit),
            ViewShape.Wide => new WideGenerator(view, options, this, limit),
            _ => new CustomGenerator(view, options, this, limit),
        };
    }

    private static FormatViewException UnknownView(string name, ViewShape shape, PSObject target)
    {
        var error = new ErrorRecord(new PipelineStoppedException(), "FormatViewNotFound", ErrorCategory.ObjectNotFound,
            name)
        {
            ErrorDetails = new ErrorDetails(
                $"The view name {name} cannot be found. There is no existing view of the shape {shape} for objects of "
                + $"type {target.TypeNames[0]}."),
        };
        return new FormatViewException(error);
    }
}

/// <summary>A view was asked for that does not exist.</summary>
internal sealed class FormatViewException(ErrorRecord error) : InvalidOperationException(error.ErrorDetails!.Message)
{
    public ErrorRecord Error { get; } = error;
}
