namespace Testing.Secrets;

/// <summary>Looks at what a program in a process of its own writes, line by line and from any thread.</summary>
/// <param name="program">What it is called in findings.</param>
/// <param name="watch">Who looks; that of this run when null.</param>
/// <param name="isKnown">Tells a line that shows a secret on purpose, as the sandbox's greeting shows its own pair.</param>
public sealed class WatchedOutput(string program, SecretWatch? watch = null, Func<string, bool>? isKnown = null)
{
    private readonly SecretWatch _watch = watch ?? SecretWatch.OfThisRun;

    /// <summary>Looks at a line, or at several in one text; null is the end of the output.</summary>
    public void Look(string? text)
    {
        if (text is not null && isKnown?.Invoke(text) != true)
        {
            _watch.LookInside($"output of {program}", text);
        }
    }
}
