using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PanthorPS.Help;

/// <summary>The XML comments of an assembly, and what is missing in them.</summary>
internal sealed partial class CommentFile
{
    private readonly Dictionary<string, XElement> _members;
    private readonly List<string> _problems = [];

    public CommentFile(string path)
    {
        _members = XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);
    }

    /// <summary>What is missing so far.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The text of a section of a member's comment, in paragraphs; a missing one is a problem.</summary>
    public IReadOnlyList<string> Text(string member, string section)
    {
        XElement? element = Find(member)?.Element(section);
        List<string> text = element is null ? [] : Paragraphs(element);
        if (text.Count == 0)
        {
            _problems.Add($"{member} has no <{section}>.");
        }

        return text;
    }

    /// <summary>The examples of a member: their code and what they do; none is a problem.</summary>
    public IReadOnlyList<(string Code, string Text)> Examples(string member)
    {
        List<(string Code, string Text)> examples = [];
        foreach (XElement example in Find(member)?.Elements("example") ?? [])
        {
            IEnumerable<string> lines = (example.Element("code")?.Value ?? "").Trim().Split('\n');
            string code = string.Join('\n', lines.Select(line => line.Trim()));
            IEnumerable<XNode> rest = example.Nodes().Where(node => node is not XElement { Name.LocalName: "code" });
            string text = string.Join(' ', Paragraphs(new XElement("text", rest)));
            if (code.Length == 0 || text.Length == 0)
            {
                _problems.Add($"An example of {member} lacks its code or what it does.");
            }

            examples.Add((code, text));
        }

        if (examples.Count == 0)
        {
            _problems.Add($"{member} has no <example>.");
        }

        return examples;
    }

    /// <summary>The types that a member's comment says to see also.</summary>
    public IReadOnlyList<string> SeeAlso(string member)
    {
        string[] types = [.. (Find(member)?.Elements("seealso") ?? [])
            .Select(see => ((string)see.Attribute("cref")!)[2..])];
        if (types.Length == 0)
        {
            _problems.Add($"{member} has no <seealso>.");
        }

        return types;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    private static List<string> Paragraphs(XElement element)
    {
        IEnumerable<XElement> parts = element.Elements("para").Any() ? element.Elements("para") : [element];
        return [.. parts.Select(Flatten).Where(text => text.Length > 0)];
    }

    private static string Flatten(XElement element)
    {
        var text = new StringBuilder();
        foreach (XNode node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" or "paramref" } see =>
                    ((string?)see.Attribute("cref") ?? (string?)see.Attribute("name") ?? "").Split('.', ':')[^1],
                XElement inner => Flatten(inner),
                _ => "",
            });
        }

        return Space().Replace(text.ToString(), " ").Trim();
    }

    private XElement? Find(string member) => _members.GetValueOrDefault(member);
}
