namespace Contract.Actions;

/// <summary>What a field's value, or each value of a list, is.</summary>
public enum FieldKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Flag,

    /// <summary>A 32-bit integer.</summary>
    Number,

    /// <summary>An object with fields of its own.</summary>
    Object,
}
