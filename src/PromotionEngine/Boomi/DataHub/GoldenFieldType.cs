namespace PromotionEngine.Boomi.DataHub;

/// <summary>Types of fields that our models use.</summary>
public enum GoldenFieldType
{
    /// <summary>Text of at most 255 characters; counts four bytes a character toward a row's size.</summary>
    String,

    /// <summary>Text of at most 5,000 characters.</summary>
    Clob,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>An instant, <c>yyyy-MM-ddTHH:mm:ssZ</c>.</summary>
    DateTime,
}
