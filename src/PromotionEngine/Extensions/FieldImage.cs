namespace PromotionEngine.Extensions;

/// <summary>How a field stood when somebody read it.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Hash">Hash of what stood in it.</param>
public sealed record FieldImage(string Name, string Hash);
