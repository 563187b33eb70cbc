using System.Runtime.InteropServices;

namespace PromotionEngine.Components;

/// <summary>Changes to a text that do not overlap. Everything outside them comes out character for character.</summary>
internal sealed class TextEdits
{
    private readonly List<TextEdit> _edits = [];
    private bool _ordered = true;

    /// <summary>Notes a change.</summary>
    public void Replace(int start, int end, string text)
    {
        _ordered &= _edits.Count == 0 || _edits[^1].Start <= start;
        _edits.Add(new TextEdit(start, end, text));
    }

    /// <summary>The text with all changes made.</summary>
    public string ApplyTo(string text)
    {
        if (_edits.Count == 0)
        {
            return text;
        }

        if (!_ordered)
        {
            // Insertions at one place stay in the order in which they were made: List.Sort would not keep it.
            var sorted = _edits.OrderBy(edit => edit.Start).ToList();
            _edits.Clear();
            _edits.AddRange(sorted);
        }

        var length = text.Length;
        foreach (ref readonly var edit in CollectionsMarshal.AsSpan(_edits))
        {
            length += edit.Text.Length - (edit.End - edit.Start);
        }

        return string.Create(length, (text, _edits), static (target, state) =>
        {
            var (source, edits) = state;
            var from = 0;
            foreach (ref readonly var edit in CollectionsMarshal.AsSpan(edits))
            {
                source.AsSpan(from, edit.Start - from).CopyTo(target);
                target = target[(edit.Start - from)..];
                edit.Text.CopyTo(target);
                target = target[edit.Text.Length..];
                from = edit.End;
            }

            source.AsSpan(from).CopyTo(target);
        });
    }
}
