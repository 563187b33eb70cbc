namespace BoomiEmulator.DataHub.Modelling;

/// <summary>The two byte budgets that keep a model from being deployed. Collections, references and the id do not count.</summary>
internal static class ModelSize
{
    private const int RowBudget = 8 * 1024;
    private const int ModelBudget = 64 * 1024;
    private const int BytesPerCharacter = 4;

    /// <summary>Why the model cannot be deployed, or null when it fits.</summary>
    public static string? Complaint(ModelDefinition model)
    {
        var fields = ModelDefinition.AllMembers(model.Members).OfType<FieldDefinition>().Where(field => field.Type != FieldType.REFERENCE).ToList();
        var row = fields.Sum(RowBytes);
        if (row > RowBudget)
            return $"The model '{model.Name}' cannot be deployed because a row of it takes {row} bytes, which exceeds the limit of {RowBudget} bytes.";

        var whole = row + fields.Where(field => field.Type == FieldType.ENUMERATION).Sum(_ => 255 * BytesPerCharacter);
        return whole > ModelBudget
            ? $"The model '{model.Name}' cannot be deployed because it takes {whole} bytes, which exceeds the limit of {ModelBudget} bytes."
            : null;
    }

    /// <summary>Long text is kept beside the row, which holds a pointer to it; enumerations count against the whole model.</summary>
    private static int RowBytes(FieldDefinition field) => field.Type switch
    {
        FieldType.STRING => field.MaxLength * BytesPerCharacter,
        FieldType.CLOB => 12,
        FieldType.BOOLEAN or FieldType.ENUMERATION => 1,
        FieldType.DATE or FieldType.TIME => 3,
        _ => 8,
    };
}
