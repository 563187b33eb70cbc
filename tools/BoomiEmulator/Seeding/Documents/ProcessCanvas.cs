using System.Text;

namespace BoomiEmulator.Seeding.Documents;

/// <summary>Draws a process: shapes in a row, each leading to the next, some with a second way out to a shape of their own.</summary>
internal sealed partial class ProcessCanvas
{
    private readonly List<Shape> _row = [];
    private string _remark = string.Empty;

    /// <summary>Leaves an XML comment in the document.</summary>
    public ProcessCanvas Remark(string text)
    {
        _remark = $"      <!-- {text} -->\n";
        return this;
    }

    /// <summary>The <c>process</c> element.</summary>
    /// <param name="listener">True for a process that waits for requests; it allows simultaneous executions.</param>
    public string Draw(bool listener = false)
    {
        var sides = new StringBuilder();
        var text = new StringBuilder();
        text.Append(listener
            ? """    <process allowSimultaneous="true" enableUserLog="false" processLogOnErrorOnly="false" purgeDataImmediately="false" stopProcessingIfZeroDocuments="true" updateRunDates="false" workload="general">"""
            : """    <process allowSimultaneous="false" enableUserLog="false" processLogOnErrorOnly="false" purgeDataImmediately="false" stopProcessingIfZeroDocuments="true" updateRunDates="true" workload="general">""");
        text.Append('\n').Append(_remark).Append("      <shapes>\n");
        var nextSide = _row.Count + 1;
        for (var at = 0; at < _row.Count; at++)
        {
            var shape = _row[at];
            var (x, y) = (48 + (at * 225), 46);
            var exits = new StringBuilder();
            if (at + 1 < _row.Count)
                exits.Append(Exit(at + 1, 1, shape.FirstExit, at + 2, x + 209, y + 8));

            if (shape.Side is not null)
            {
                exits.Append(Exit(at + 1, 2, shape.SecondExit, nextSide, x + 209, y + 168));
                AppendShape(sides, shape.Side, nextSide, (x + 225, y + 160), string.Empty);
                nextSide++;
            }

            AppendShape(text, shape, at + 1, (x, y), exits.ToString());
        }

        return text.Append(sides).Append("      </shapes>\n    </process>").ToString();
    }

    private static string Exit(int shape, int number, string identifier, int to, int x, int y) =>
        identifier.Length == 0
            ? $"<dragpoint name=\"shape{shape}.dragpoint{number}\" toShape=\"shape{to}\" x=\"{x}.0\" y=\"{y}.0\"/>"
            : $"<dragpoint identifier=\"{identifier}\" name=\"shape{shape}.dragpoint{number}\" text=\"{identifier}\" toShape=\"shape{to}\" x=\"{x}.0\" y=\"{y}.0\"/>";

    private static void AppendShape(StringBuilder text, Shape shape, int number, (int X, int Y) at, string exits) =>
        text.Append($"""
                    <shape image="{shape.Image}" name="shape{number}" shapetype="{shape.Type}" userlabel="{SeedPen.Escape(shape.Label)}" x="{at.X}.0" y="{at.Y}.0">
                      <configuration>{shape.Configuration}</configuration>
                      {(exits.Length == 0 ? "<dragpoints/>" : $"<dragpoints>{exits}</dragpoints>")}
                    </shape>

            """);

    private ProcessCanvas Put(Shape shape)
    {
        _row.Add(shape);
        return this;
    }

    private sealed record Shape(string Type, string Image, string Label, string Configuration)
    {
        public string FirstExit { get; init; } = string.Empty;

        public string SecondExit { get; init; } = string.Empty;

        public Shape? Side { get; init; }
    }
}
