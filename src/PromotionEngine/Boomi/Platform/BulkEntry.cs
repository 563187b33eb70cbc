namespace PromotionEngine.Boomi.Platform;

/// <summary>One entry of a bulk read.</summary>
/// <param name="Id">ID as the platform repeats it, possibly with a version; empty when it does not.</param>
/// <param name="Status">Status of the entry.</param>
/// <param name="Error">What the platform said when the entry failed.</param>
/// <param name="Envelope">Attributes of the component; null when the entry failed.</param>
/// <param name="Xml">The component as a document of its own; null when the entry failed.</param>
internal sealed record BulkEntry(string Id, int Status, string Error, ComponentEnvelope? Envelope, string? Xml);
