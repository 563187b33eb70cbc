namespace BoomiEmulator.Seeding.Documents;

/// <summary>A field of a profile.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="DataType"><c>character</c>, <c>number</c>, <c>datetime</c> or <c>boolean</c>.</param>
internal sealed record ProfileField(string Name, string DataType)
{
    /// <summary>The element that describes the field's format.</summary>
    public string Format => DataType switch
    {
        "number" => "<DataFormat><ProfileNumberFormat numberFormat=\"\"/></DataFormat>",
        "datetime" => "<DataFormat><ProfileDateFormat dateFormat=\"yyyy-MM-dd'T'HH:mm:ss\"/></DataFormat>",
        "boolean" => "<DataFormat><ProfileBooleanFormat/></DataFormat>",
        _ => "<DataFormat><ProfileCharacterFormat/></DataFormat>",
    };

    /// <summary>Fields from a short notation: names with spaces between, ending in <c>#</c> for a number, <c>@</c> for a date and
    /// <c>?</c> for a flag.</summary>
    public static IReadOnlyList<ProfileField> Parse(string notation) =>
        [.. notation.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(One)];

    private static ProfileField One(string word) => word[^1] switch
    {
        '#' => new ProfileField(word[..^1], "number"),
        '@' => new ProfileField(word[..^1], "datetime"),
        '?' => new ProfileField(word[..^1], "boolean"),
        _ => new ProfileField(word, "character"),
    };
}
