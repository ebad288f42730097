using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Something that can be assigned to. Its operands are evaluated once, by Prepare.</summary>
internal abstract class Place
{
    internal virtual void Prepare(Frame frame, out object? first, out object? second) => first = second = null;

    internal abstract object? Load(Frame frame, object? first, object? second);

    /// <summary>The value an operator such as <c>+=</c> starts from.</summary>
    internal virtual object? LoadForUpdate(Frame frame, object? first, object? second) => Load(frame, first, second);

    internal abstract void Store(Frame frame, object? first, object? second, object? value);

    /// <summary>The place an expression names.</summary>
    internal static Place Compile(ExpressionAst target) => target switch
    {
        VariableExpressionAst variable => new VariablePlace(variable, []),
        MemberExpressionAst member => new MemberPlace(member),
        IndexExpressionAst index => new IndexPlace(index),
        ArrayLiteralAst array => new ListPlace(array),
        ParenExpressionAst paren => Compile(paren.Pipeline.GetPureExpression()!),
        AttributedExpressionAst attributed => CompileAttributed(attributed),
        _ => throw new InvalidOperationException($"{target.GetType().Name} cannot be assigned to."),
    };

    private static Place CompileAttributed(AttributedExpressionAst target)
    {
        var attributes = new List<AttributeBaseAst>();
        ExpressionAst inner = target;
        while (inner is AttributedExpressionAst layer)
        {
            attributes.Add(layer.Attribute);
            inner = layer.Child;
        }
        if (inner is VariableExpressionAst variable)
            return new VariablePlace(variable, attributes);
        return new CastPlace(Compile(inner), attributes);
    }

    private sealed class VariablePlace : Place
    {
        private readonly VariablePath _path;
        private readonly Eval _load;
        private readonly List<AttributeBaseAst> _attributes;
        private readonly bool _discards;
        private readonly VariablePath? _local;

        internal VariablePlace(VariableExpressionAst variable, List<AttributeBaseAst> attributes)
        {
            _path = Variables.PathOf(variable);
            _load = Variables.CompileRead(variable);
            _attributes = attributes;
            _local = _path.IsUnscopedVariable ? new VariablePath("local:" + _path.UserPath) : null;
            _discards = _path.UserPath.Equals("null", StringComparison.OrdinalIgnoreCase);
        }

        internal override object? Load(Frame frame, object? first, object? second) => _load(frame);

        // What is assigned to is a variable of the current scope; that of an outer scope is not read.
        internal override object? LoadForUpdate(Frame frame, object? first, object? second)
        {
            if (_local is null || frame.Runtime.FindVariable(_local) is not null)
                return _load(frame);
            PSVariable? outer = frame.Runtime.FindVariable(_path);
            return outer is not null && outer.Options.HasFlag(ScopedItemOptions.AllScope) ? outer.Value : null;
        }

        internal override void Store(Frame frame, object? first, object? second, object? value)
        {
            if (_discards)
                return;
            if (!_path.IsVariable)
            {
                frame.Runtime.SetDriveItem(_path, value);
                return;
            }
            if (_attributes.Count == 0)
            {
                frame.Runtime.SetVariable(_path, value);
                return;
            }
            var attributes = new List<Attribute>();
            foreach (AttributeBaseAst attribute in _attributes)
            {
                if (attribute is TypeConstraintAst)
                {
                    Type type = frame.Resolve(attribute.TypeName);
                    value = Conversions.Cast(value, type);
                    attributes.Add(new TypeConversionAttribute(type));
                }
                else
                {
                    attributes.Add(AttributeFactory.Create((AttributeAst)attribute, frame));
                }
            }
            frame.Runtime.SetVariable(_path, value, attributes);
        }
    }

    private sealed class MemberPlace : Place
    {
        private readonly Eval _target;
        private readonly Eval _name;
        private readonly bool _static;

        internal MemberPlace(MemberExpressionAst member)
        {
            _target = ExpressionCompiler.Compile(member.Expression);
            _name = ExpressionCompiler.CompileMemberName(member.Member);
            _static = member.Static;
        }

        internal override void Prepare(Frame frame, out object? first, out object? second)
        {
            first = _target(frame);
            second = Conversions.ToText(_name(frame));
        }

        internal override object? Load(Frame frame, object? first, object? second)
            => _static
                ? MemberAccess.GetStatic(first, (string)second!, frame)
                : MemberAccess.Get(first, (string)second!, frame);

        internal override void Store(Frame frame, object? first, object? second, object? value)
        {
            if (_static)
                MemberAccess.SetStatic(first, (string)second!, value);
            else
                MemberAccess.Set(first, (string)second!, value);
        }
    }

    private sealed class IndexPlace : Place
    {
        private readonly Eval _target;
        private readonly Eval _index;

        internal IndexPlace(IndexExpressionAst index)
        {
            _target = ExpressionCompiler.Compile(index.Target);
            _index = ExpressionCompiler.Compile(index.Index);
        }

        internal override void Prepare(Frame frame, out object? first, out object? second)
        {
            first = _target(frame);
            second = _index(frame);
        }

        internal override object? Load(Frame frame, object? first, object? second)
            => Indexing.Get(first, second, frame);

        internal override void Store(Frame frame, object? first, object? second, object? value)
            => Indexing.Set(first, second, value);
    }

    private sealed class CastPlace : Place
    {
        private readonly Place _inner;
        private readonly List<AttributeBaseAst> _attributes;

        internal CastPlace(Place inner, List<AttributeBaseAst> attributes)
        {
            _inner = inner;
            _attributes = attributes;
        }

        internal override void Prepare(Frame frame, out object? first, out object? second)
            => _inner.Prepare(frame, out first, out second);

        internal override object? Load(Frame frame, object? first, object? second) => _inner.Load(frame, first, second);

        internal override void Store(Frame frame, object? first, object? second, object? value)
        {
            for (int i = _attributes.Count - 1; i >= 0; i--)
                value = Conversions.Cast(value, frame.Resolve(_attributes[i].TypeName));
            _inner.Store(frame, first, second, value);
        }
    }

    private sealed class ListPlace : Place
    {
        private readonly Place[] _places;

        internal ListPlace(ArrayLiteralAst array)
        {
            _places = new Place[array.Elements.Count];
            for (int i = 0; i < _places.Length; i++)
                _places[i] = Compile(array.Elements[i]);
        }

        internal override object? Load(Frame frame, object? first, object? second)
        {
            var values = new object?[_places.Length];
            for (int i = 0; i < values.Length; i++)
            {
                _places[i].Prepare(frame, out object? a, out object? b);
                values[i] = _places[i].Load(frame, a, b);
            }
            return values;
        }

        // Each place takes one value; the last one takes what is left.
        internal override void Store(Frame frame, object? first, object? second, object? value)
        {
            bool several = PSObject.Base(value) is System.Collections.IList;
            List<object?> values = several ? Enumeration.ToList(value) : [value];
            for (int i = 0; i < _places.Length; i++)
            {
                object? item = null;
                if (i == _places.Length - 1 && values.Count > _places.Length)
                    item = values.GetRange(i, values.Count - i).ToArray();
                else if (i < values.Count)
                    item = values[i];
                _places[i].Prepare(frame, out object? a, out object? b);
                _places[i].Store(frame, a, b, item);
            }
        }
    }
}
