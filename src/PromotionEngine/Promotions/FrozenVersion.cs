namespace PromotionEngine.Promotions;

/// <summary>A component as it stood on the branch when the promotion was submitted.</summary>
/// <param name="ProdComponentId">The component in the production account.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Version">Its version on the branch, written there or taken over.</param>
/// <param name="BaseVersion">Version of main that it is made from; 0 for a component that main does not have.</param>
/// <param name="IsOwn">Whether the branch has a revision of its own of it; false when the version is what the branch took over.</param>
public sealed record FrozenVersion(string ProdComponentId, string Name, int Version, int BaseVersion, bool IsOwn);
