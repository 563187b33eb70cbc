namespace PromotionEngine.State;

/// <summary>A member of an index.</summary>
/// <param name="Member">The member; an index holds each once.</param>
/// <param name="Score">What the index is ordered by; members of equal score are in the order of their UTF-8 bytes.</param>
public readonly record struct IndexEntry(string Member, double Score);
