using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>One key of a sort.</summary>
internal sealed record SortField(string FieldId, bool Descending, FieldType Type) : IComparer<GoldenRecord>
{
    public const string Created = "@createdDate";
    public const string Updated = "@updatedDate";

    public int Compare(GoldenRecord? x, GoldenRecord? y)
    {
        var order = FieldId switch
        {
            Created => x!.CreatedDate.CompareTo(y!.CreatedDate),
            Updated => x!.UpdatedDate.CompareTo(y!.UpdatedDate),
            _ => FieldOrder.Compare(Type, x!.Content[FieldId], y!.Content[FieldId], StringComparison.OrdinalIgnoreCase),
        };
        return Descending ? -order : order;
    }
}
