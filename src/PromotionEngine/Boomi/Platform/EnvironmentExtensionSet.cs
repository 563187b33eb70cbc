using System.Text.Json.Nodes;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Extensions that are read and changed together: those of an environment, or of one installed MULTI pack in it that the environment's own do not cover.</summary>
/// <param name="Id">What they are read and changed by: the environment's ID, or the combined one.</param>
/// <param name="GroupId">The installed pack; empty for the environment's own.</param>
/// <param name="Node">The extensions as the platform wrote them.</param>
public sealed record EnvironmentExtensionSet(string Id, string GroupId, JsonObject Node);
