namespace Faults.Tests.Rounds;

/// <summary>A process of a development account that stories promote again and again; its parts have names that nothing else has.</summary>
/// <param name="DevAccount">The account.</param>
/// <param name="Top">ID of the process.</param>
/// <param name="Step">ID of the script that it needs.</param>
/// <param name="Name">Name of the process; the script's is the same with <c> step</c>.</param>
internal sealed record StoryRoot(string DevAccount, string Top, string Step, string Name)
{
    /// <summary>Versions that it was packaged in.</summary>
    public int Packages { get; set; }

    /// <summary>Whether a promotion of it reached production.</summary>
    public bool IsDeployed { get; set; }
}
