using System;
using System.Collections.Generic;
using System.Text;

namespace PanthorShell.Formatting;

/// <summary>Prints custom layouts: texts in nested, indented frames.</summary>
internal sealed class CustomWriter(int width, Action<string> write)
{
    private const int MaxDepth = 50;

    private readonly StringBuilder _line = new();
    private readonly List<FrameNode> _frames = [];

    public void Write(FrameNode root)
    {
        _frames.Clear();
        WriteChildren(root, 0);
        Flush();
    }

    private void WriteChildren(FrameNode frame, int depth)
    {
        foreach (LayoutNode node in frame.Children)
        {
            switch (node)
            {
                case TextNode text:
                    _line.Append(text.Text);
                    break;
                case NewLineNode:
                    Flush();
                    break;
                case FrameNode child when depth < MaxDepth:
                    _frames.Add(child);
                    WriteChildren(child, depth + 1);
                    _frames.RemoveAt(_frames.Count - 1);
                    break;
            }
        }
    }

    private void Flush()
    {
        int left = 0;
        int right = 0;
        foreach (FrameNode frame in _frames)
        {
            left += frame.LeftIndent;
            right += frame.RightIndent;
        }

        int first = _frames.Count == 0 ? 0 : _frames[^1].FirstLine;
        int useful = width - right - left;
        if (useful <= 0) _line.Clear();
        if (Math.Abs(first) >= useful) first = 0;

        int firstWidth = first >= 0 ? useful - first : useful;
        int nextWidth = first >= 0 ? useful : useful + first;
        int firstPad = first >= 0 ? left + first : left;
        int nextPad = first >= 0 ? left : left - first;

        bool isFirst = true;
        foreach (string line in TextCells.Wrap(_line.ToString(), firstWidth, nextWidth))
        {
            write(new string(' ', isFirst ? firstPad : nextPad) + line);
            isFirst = false;
        }

        _line.Clear();
    }
}
