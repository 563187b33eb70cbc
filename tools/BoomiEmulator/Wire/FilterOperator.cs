namespace BoomiEmulator.Wire;

/// <summary>The comparison operators of query filters.</summary>
public enum FilterOperator
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Matches a pattern in which % stands for anything, in any case.</summary>
    Like,

    /// <summary>Absent.</summary>
    IsNull,

    /// <summary>Present.</summary>
    IsNotNull,

    /// <summary>Between two values, both included.</summary>
    Between,

    /// <summary>Greater.</summary>
    GreaterThan,

    /// <summary>Greater or equal.</summary>
    GreaterThanOrEqual,

    /// <summary>Less.</summary>
    LessThan,

    /// <summary>Less or equal.</summary>
    LessThanOrEqual,

    /// <summary>Contains the text, in any case.</summary>
    Contains,

    /// <summary>Does not contain the text.</summary>
    NotContains,
}
