namespace PromotionEngine;

/// <summary>Which engine this is, among its replicas.</summary>
/// <param name="Name">Unique for every start of a process.</param>
public sealed record EngineIdentity(string Name)
{
    /// <summary>A name made of the machine, the process and the start.</summary>
    public static EngineIdentity ForThisProcess() => new($"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():n}");
}
