namespace PromotionEngine.Components;

/// <summary>What is known of the root's attributes (Component of the Platform API).</summary>
internal static class RootAttribute
{
    /// <summary>What happens to an attribute of this name.</summary>
    public static RootAttributeKind KindOf(ReadOnlySpan<char> name) => name switch
    {
        "name" => RootAttributeKind.Name,
        "componentId" or "branchId" or "folderId" or "type" or "subType" => RootAttributeKind.Target,
        "version" or "createdDate" or "createdBy" or "modifiedDate" or "modifiedBy" or "deleted" or "currentVersion"
            or "folderName" or "folderFullPath" or "branchName" or "copiedFromComponentId" or "copiedFromComponentVersion" => RootAttributeKind.ReadOnly,
        _ => RootAttributeKind.Content,
    };

    /// <summary>
    /// Whether an attribute differs between revisions with the same content: versions, dates, people, branch, and the names of what is also given by ID.
    /// </summary>
    public static bool IsVolatile(ReadOnlySpan<char> name) => name is "branchId" || KindOf(name) == RootAttributeKind.ReadOnly;
}
