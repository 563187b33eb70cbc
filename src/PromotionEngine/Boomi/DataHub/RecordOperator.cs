namespace PromotionEngine.Boomi.DataHub;

/// <summary>How a filter compares a field.</summary>
public enum RecordOperator
{
    /// <summary>Equal to the value. Whether DataHub minds the case is not documented; the client compares again, minding it.</summary>
    Equal,

    /// <summary>Not equal to the value.</summary>
    NotEqual,

    /// <summary>Without a value.</summary>
    IsNull,

    /// <summary>With a value.</summary>
    IsNotNull,

    /// <summary>Contains the value; text only.</summary>
    Contains,

    /// <summary>Starts with the value; text only.</summary>
    StartsWith,

    /// <summary>Between two values, both included; instants only.</summary>
    Between,
}
