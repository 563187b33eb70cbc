namespace PromotionEngine.Boomi.DataHub;

/// <summary>A condition on one field.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Values">None for the null operators, two for <see cref="RecordOperator.Between"/>, else one.</param>
public sealed record RecordCondition(string Field, RecordOperator Operator, params IReadOnlyList<string> Values)
{
    /// <summary>The field equals <paramref name="value"/>.</summary>
    public static RecordCondition Equal(string field, string value) => new(field, RecordOperator.Equal, value);
}
