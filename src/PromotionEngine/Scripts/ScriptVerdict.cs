namespace PromotionEngine.Scripts;

/// <summary>What became of a check.</summary>
/// <param name="Code">Empty for a valid script, else the code of the contract.</param>
/// <param name="Message">Empty for a valid script, else what is wrong, in a sentence.</param>
/// <param name="Findings">What is wrong, place by place.</param>
public sealed record ScriptVerdict(string Code, string Message, IReadOnlyList<ScriptFinding> Findings)
{
    /// <summary>A script that may be used.</summary>
    public static ScriptVerdict Valid { get; } = new(string.Empty, string.Empty, []);

    /// <summary>Whether the script may be used.</summary>
    public bool IsValid => Code.Length == 0;
}
