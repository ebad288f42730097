using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace PanthorShell.Formatting;

/// <summary>
/// Turns objects into packets: chooses the view by the first object, opens groups, lets values through.
/// </summary>
internal sealed class ObjectFormatter(
    ViewShape shape,
    FormatOptions? options,
    FormatDatabase database,
    int enumerationLimit,
    Action<FormatPacket> emit)
{
    private ViewGenerator? _view;
    private bool _inGroup;
    private object? _groupKey;

    /// <summary>Formats one pipeline object; a collection is unrolled.</summary>
    public void Process(object? input)
    {
        if (input is null || ReferenceEquals(input, AutomationNull.Value)) return;

        PSObject target = PSObject.AsPSObject(input);
        IEnumerable? items = CellText.Enumerable(target);
        if (items is null || options?.Expand == "CoreOnly")
        {
            ProcessObject(target);
            return;
        }

        if (options?.Expand == "Both") ProcessCore(target, items);
        foreach (object? item in items) ProcessObject(item is null ? new PSObject("") : PSObject.AsPSObject(item));
    }

    public void Finish()
    {
        if (_inGroup) emit(new GroupEndData());
        if (_view is not null) emit(new FormatEndData());
        _inGroup = false;
        _view = null;
    }

    private void ProcessCore(PSObject target, IEnumerable items)
    {
        emit(Text("The following object supports IEnumerable:\n"));
        if (OutOfBand(target, fallBack: true) is { } entry) emit(entry);
        int count = items.Cast<object?>().Count();
        emit(Text(count switch
        {
            0 => "\nThe IEnumerable contains no objects.",
            1 => "\nThe IEnumerable contains the following object:\n",
            _ => $"\nThe IEnumerable contains the following {count} objects:\n",
        }));
    }

    private static FormatEntryData Text(string text) =>
        new() { Payload = new RawTextPayload(text), OutOfBand = true };

    private void ProcessObject(PSObject target)
    {
        if (target.BaseObject is FormatPacket packet)
        {
            emit(packet);
            return;
        }

        bool mayPass = shape == ViewShape.Undefined || options is null || !options.Force;
        if (mayPass && OutOfBand(target, fallBack: false) is { } entry)
        {
            emit(entry);
            return;
        }

        if (_view is null)
        {
            _view = database.Generator(shape, target, options, enumerationLimit);
            emit(_view.Start(target));
        }

        if (mayPass && !_view.AppliesTo(target) && OutOfBand(target, fallBack: true) is { } stranger)
        {
            emit(stranger);
            return;
        }

        Group(target);
        emit(new FormatEntryData { Payload = _view.Entry(target), Stream = StreamOf(target) });
    }

    private void Group(PSObject target)
    {
        object? key = _view!.GroupKey(target);
        if (!_inGroup)
        {
            _groupKey = key;
        }
        else if (_view.Groups && !LanguagePrimitives.Equals(_groupKey, key, ignoreCase: true))
        {
            emit(new FormatEntryData { Payload = new CustomPayload(new FrameNode()), OutOfBand = true });
            emit(new GroupEndData());
            _inGroup = false;
            _groupKey = key;
        }

        if (_inGroup) return;

        emit(new GroupStartData { Label = _view.GroupLabel(target, key) });
        _inGroup = true;
    }

    private FormatEntryData? OutOfBand(PSObject target, bool fallBack)
    {
        ViewDefinition? view = database.OutOfBandView(target);
        if (view is not null)
        {
            EntryPayload payload = database.GeneratorFor(view, target, null, enumerationLimit).Entry(target);
            return new FormatEntryData { Payload = payload, OutOfBand = true, Stream = StreamOf(target) };
        }

        if (CellText.IsScalar(target) || CellText.Properties(target).Count == 0)
        {
            return new FormatEntryData
            {
                Payload = new RawTextPayload(target.ToString()),
                OutOfBand = true,
                Stream = StreamOf(target),
            };
        }

        if (!fallBack) return null;

        return new FormatEntryData
        {
            Payload = new ListGenerator(null, null, database, enumerationLimit).Entry(target),
            OutOfBand = true,
        };
    }

    private static OutputStream StreamOf(PSObject target)
    {
        return target.BaseObject switch
        {
            ErrorRecord => OutputStream.Error,
            WarningRecord => OutputStream.Warning,
            VerboseRecord => OutputStream.Verbose,
            DebugRecord => OutputStream.Debug,
            _ => OutputStream.Output,
        };
    }
}
