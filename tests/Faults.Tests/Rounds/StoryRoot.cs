namespace Faults.Tests.Rounds;

/// <summary>A process of a development account that stories promote again and again; its parts have names that nothing else has.</summary>
/// <param name="DevAccount">The account.</param>
/// <param name="Top">ID of the process.</param>
/// <param name="Step">ID of the script that it needs.</param>
/// <param name="Name">Name of the process; the script's is <see cref="StepName"/>.</param>
internal sealed record StoryRoot(string DevAccount, string Top, string Step, string Name)
{
    /// <summary>Name of the script.</summary>
    public string StepName => $"{Name} step";

    /// <summary>Versions that it was packaged in. Each has a script of its own.</summary>
    public int Packages { get; set; }

    /// <summary>The version that reached production last; 0 when none has.</summary>
    public int Deployed { get; set; }

    /// <summary>The pack that it was released in; empty when it was not.</summary>
    public string Pack { get; set; } = string.Empty;

    /// <summary>What the script says in a version, as text that stands in the component and nowhere else.</summary>
    public static string Script(int version) => FormattableString.Invariant($"return '{version}'");
}
