using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>The pack that a request names, with the fields that it is named in, for messages.</summary>
/// <param name="PackId">A pack that exists; empty for none.</param>
/// <param name="IsNew">Whether a new one is asked for.</param>
/// <param name="NewName">Name of the new one.</param>
/// <param name="NewDescription">Its description.</param>
internal sealed record PackWanted(string PackId, bool IsNew, string NewName, string NewDescription)
{
    /// <summary>Field of <see cref="PackId"/>.</summary>
    public string IdField { get; private init; } = "integrationPackId";

    /// <summary>Field of <see cref="IsNew"/>.</summary>
    public string NewField { get; private init; } = "createNewPack";

    /// <summary>Field of <see cref="NewName"/>.</summary>
    public string NameField { get; private init; } = "newPackName";

    /// <summary>The pack of the deployment itself.</summary>
    public static PackWanted Of(PackageAndDeployRequest request) => new(request.IntegrationPackId, request.CreateNewPack, request.NewPackName.Trim(), request.NewPackDescription);

    /// <summary>The test pack that a hotfix is to follow in.</summary>
    public static PackWanted OfHotfixTest(PackageAndDeployRequest request) =>
        new(request.HotfixTestPackId, request.HotfixCreateNewTestPack, request.HotfixNewTestPackName.Trim(), request.HotfixNewTestPackDescription)
        {
            IdField = "hotfixTestPackId",
            NewField = "hotfixCreateNewTestPack",
            NameField = "hotfixNewTestPackName",
        };

    /// <summary>The pack that a submitter wished for.</summary>
    public static PackWanted Wish(string packId) => new(packId, IsNew: false, string.Empty, string.Empty);
}
