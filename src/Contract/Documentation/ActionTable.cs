using System.Text;
using Contract.Actions;

namespace Contract.Documentation;

/// <summary>The table of actions as Markdown, and its place in a page: between two marks, so that the rest of the page is written by hand.</summary>
public static class ActionTable
{
    /// <summary>The line before the table.</summary>
    public const string Begin = "<!-- actions:begin (generated from protos/; do not edit) -->";

    /// <summary>The line after the table.</summary>
    public const string End = "<!-- actions:end -->";

    /// <summary>The table of all actions.</summary>
    /// <param name="catalogue">The actions.</param>
    /// <param name="link">Makes the link target of an action.</param>
    public static string Write(ActionCatalogue catalogue, Func<ActionDefinition, string> link)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(link);
        var text = new StringBuilder("| action | process | what it does |\n| --- | --- | --- |\n");
        foreach (var action in catalogue.Actions)
        {
            text.Append($"| [`{action.Name}`]({link(action)}) | {(action.Process.Length > 0 ? action.Process : "ours")} | {action.Summary} |\n");
        }

        return text.ToString();
    }

    /// <summary><paramref name="page"/> with <paramref name="table"/> between the marks; null when the page has no marks.</summary>
    public static string? Insert(string page, string table)
    {
        ArgumentNullException.ThrowIfNull(page);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? null : $"{page[..(begin + Begin.Length)]}\n{table}{page[end..]}";
    }
}
