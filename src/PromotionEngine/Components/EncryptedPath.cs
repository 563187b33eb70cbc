using System.Globalization;
using System.Text.RegularExpressions;

namespace PromotionEngine.Components;

/// <summary>
/// One path of <c>encryptedValues</c>, such as <c>//GenericConnectionConfig/field[@id='password']/@value</c>: steps by name or <c>*</c>, with conditions on attributes
/// or position, and at the end an attribute or the element's text. It may begin anywhere, however it is written: finding too much is the safe side.
/// A path that says more than this refuses the component.
/// </summary>
internal sealed partial class EncryptedPath
{
    private const int MaxLength = 2_000;

    private readonly Step[] _steps;

    private EncryptedPath(Step[] steps, string? attribute)
    {
        _steps = steps;
        Attribute = attribute;
    }

    /// <summary>The attribute that holds the value, <c>*</c> for any; null when the element's text does.</summary>
    public string? Attribute { get; }

    /// <summary>How many steps there are.</summary>
    public int Length => _steps.Length;

    /// <summary>Reads a path.</summary>
    /// <exception cref="ComponentXmlException">It says more than is understood here.</exception>
    public static EncryptedPath Parse(string path)
    {
        var steps = new List<Step>();
        string? attribute = null;
        var rest = path.Length <= MaxLength ? path.Trim() : throw Unreadable();
        while (rest.Length > 0)
        {
            var match = attribute is null ? StepPattern().Match(rest) : Match.Empty;
            if (!match.Success || match.Length == 0)
            {
                throw Unreadable();
            }

            rest = rest[match.Length..];
            var name = match.Groups["name"].Value;
            if (match.Groups["attribute"].Success && steps.Count > 0)
            {
                attribute = name;
            }
            else if (string.Equals(name, "text()", StringComparison.Ordinal) && steps.Count > 0 && rest.Length == 0)
            {
                break;
            }
            else if (match.Groups["attribute"].Success || name.EndsWith(')'))
            {
                throw Unreadable();
            }
            else
            {
                var anywhere = steps.Count == 0 || string.Equals(match.Groups["axis"].Value, "//", StringComparison.Ordinal);
                steps.Add(new Step(name, anywhere, Conditions(match.Groups["conditions"].Value)));
            }
        }

        return steps.Count > 0 ? new EncryptedPath([.. steps], attribute) : throw Unreadable();
    }

    /// <summary>Whether the last element may have this name.</summary>
    public bool MayEndAt(string localName) => _steps[^1].Fits(localName);

    /// <summary>
    /// Whether the path leads to the last of <paramref name="depth"/> nested elements. Runs of steps that follow one another are placed greedily
    /// from the front, the last one at the end, so the work is steps times depth.
    /// </summary>
    public bool LeadsTo(int depth, IElementStack elements)
    {
        var lastRun = Array.FindLastIndex(_steps, step => step.Anywhere);
        var at = 0;
        for (var run = 0; run < lastRun;)
        {
            var next = Array.FindIndex(_steps, run + 1, step => step.Anywhere);
            while (at + (next - run) <= depth && !Fits(run, next, at, elements))
            {
                at++;
            }

            at += next - run;
            run = next;
        }

        var tail = depth - (_steps.Length - lastRun);
        return tail >= at && Fits(lastRun, _steps.Length, tail, elements);
    }

    private bool Fits(int from, int to, int at, IElementStack elements)
    {
        for (var step = from; step < to; step++)
        {
            if (!_steps[step].Fits(elements, at + step - from))
            {
                return false;
            }
        }

        return true;
    }

    private static Condition[] Conditions(string text) =>
    [
        .. ConditionPattern().Matches(text).Select(match => match.Groups["position"].Success
            ? new Condition(null, null, int.TryParse(match.Groups["position"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Unreadable())
            : new Condition(match.Groups["attribute"].Value, match.Groups["quoted"].Value[1..^1], 0)),
    ];

    private static ComponentXmlException Unreadable()
        => new(ComponentXmlProblem.UnreadableEncryptedPath, "A path of encryptedValues cannot be followed, so what it protects cannot be found.");

    [GeneratedRegex(
        """^(?<axis>//?)?(?<attribute>@)?(?:[\w.-]+:)?(?<name>text\(\)|[\w.-]+|\*)(?<conditions>(?:\s*\[\s*(?:[0-9]+|@[\w.:-]+\s*=\s*(?:'[^']*'|"[^"]*"))\s*\])*)""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex StepPattern();

    [GeneratedRegex(
        """\[\s*(?:(?<position>[0-9]+)|@(?:[\w.-]+:)?(?<attribute>[\w.-]+)\s*=\s*(?<quoted>'[^']*'|"[^"]*"))\s*\]""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ConditionPattern();

    private sealed record Condition(string? Attribute, string? Value, int Position);

    private sealed record Step(string Name, bool Anywhere, Condition[] Conditions)
    {
        public bool Fits(string localName) => Name is "*" || string.Equals(Name, localName, StringComparison.Ordinal);

        public bool Fits(IElementStack elements, int index)
            => Fits(elements.LocalName(index)) && Array.TrueForAll(Conditions, condition => condition.Attribute is null
                ? elements.Position(index) == condition.Position
                : string.Equals(elements.Attribute(index, condition.Attribute), condition.Value, StringComparison.Ordinal));
    }
}
