namespace PromotionEngine.Components;

/// <summary>One place whose value was taken out. It says where, never what stood there.</summary>
/// <param name="Path">Where, from below the root: <c>object/Operation/field[@id='password']/@value</c>; long ones are shortened at the front.</param>
/// <param name="Name">The name that made it secret: of the element or attribute, or the <c>id</c>, <c>name</c> or <c>key</c> of the entry.</param>
/// <param name="Outcome">What stands there now.</param>
public sealed record StrippedPlace(string Path, string Name, StripOutcome Outcome);
