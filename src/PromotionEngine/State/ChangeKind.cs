namespace PromotionEngine.State;

/// <summary>The changes that a commit can make.</summary>
internal enum ChangeKind
{
    Put,
    Delete,
    Touch,
    IndexAdd,
    IndexAddIfAbsent,
    IndexAddInOrder,
    IndexRemove,
    Append,
    AppendChained,
    DropList,
}
