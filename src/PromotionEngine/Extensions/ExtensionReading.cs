using System.Text.Json;
using System.Text.Json.Nodes;
using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Extensions;

/// <summary>Reads the extensions of an environment, and who may edit them.</summary>
internal sealed partial class ExtensionReading(PlatformClient platform, ClientAccounts accounts, ExtensionAccessMappings access, ExtensionImages images, ILogger<ExtensionReading> logger)
{
    private const int ImagesShown = 20;

    /// <summary>The client accounts that the caller may see.</summary>
    /// <exception cref="PromotionFailure">CLIENT_ACCOUNT_NOT_FOUND when no environment of any of them is there.</exception>
    public async Task<IReadOnlyList<PromotionService.V1.ClientAccount>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var visible = await accounts.VisibleAsync(caller, cancellationToken);
        var boomi = platform.In(EnvironmentChanges.Scope());
        var rows = await Task.WhenAll(visible.Select(account => DescribeAsync(boomi, account, cancellationToken)));
        return rows.Length == 0 || rows.Any(row => row.TestEnvironmentName.Length > 0 || row.ProdEnvironmentName.Length > 0)
            ? rows
            : throw new PromotionFailure(
                ErrorCodes.ClientAccountNotFound,
                $"The platform knows none of the environments of {Listing.Of(visible.Select(account => $"{account.Name} ({account.Id})"))}. Ask an admin to correct their environment IDs.");
    }

    /// <summary>The extensions of an environment of a client account that the caller may see.</summary>
    public async Task<GetExtensionsResponse> GetAsync(Caller caller, AccountId account, EnvironmentId environment, CancellationToken cancellationToken)
    {
        await accounts.RequireAsync(caller, account, environment, cancellationToken);
        var boomi = platform.In(EnvironmentChanges.Scope());
        var reading = boomi.Extensions.FindAsync(account, environment, cancellationToken);
        var mapping = access.OfAsync(environment, cancellationToken);
        var document = Require(await reading, account, environment).WithoutEncryptedValues();
        var summaries = await boomi.MapExtensionSummaries.ListAsync(account, environment, cancellationToken);
        var records = await mapping;
        var image = document.Image();
        var hash = ExtensionDocument.HashOf(image);
        var response = new GetExtensionsResponse
        {
            Success = true,
            EnvironmentId = environment.Value,
            ExtensionData = document.Node.ToJsonString(),
            AccessMappings = JsonSerializer.Serialize(records.Select(record => record.Record.Fields)),
            MapExtensionSummaries = new JsonArray([.. summaries]).ToJsonString(),
            ComponentCount = document.Entries().Count(),
            ConnectionCount = document.EntriesOf(ExtensionSection.Connections).Count(),
            ProcessPropertyCount = document.EntriesOf(ExtensionSection.ProcessProperties).Count(),
            DynamicPropertyCount = document.EntriesOf(ExtensionSection.Properties).Count(),
            MapExtensionCount = summaries.Count,
            ImageHash = hash,
        };
        await WithStoreAsync(caller, environment, hash, image, response, cancellationToken);
        return response;
    }

    /// <summary>The extensions as one document.</summary>
    /// <exception cref="PromotionFailure">EXTENSION_NOT_FOUND when there is no such environment.</exception>
    public static ExtensionDocument Require(IReadOnlyList<EnvironmentExtensionSet> sets, AccountId account, EnvironmentId environment) =>
        sets.Count > 0 ? ExtensionDocument.Of(sets) : throw NoEnvironment(account, environment);

    /// <summary>What to say when the platform has no such environment.</summary>
    public static PromotionFailure NoEnvironment(AccountId account, EnvironmentId environment) =>
        new(ErrorCodes.ExtensionNotFound, $"The platform knows no environment {environment} in account {account}. Ask an admin to correct the client account's environments.");

    // Reading goes on without the store: only the names of changed fields, and earlier states, are missing then.
    private async Task WithStoreAsync(
        Caller caller, EnvironmentId environment, string hash, IReadOnlyDictionary<string, FieldImage> image, GetExtensionsResponse response, CancellationToken cancellationToken)
    {
        try
        {
            await images.RememberAsync(environment.Value, hash, image.ToDictionary(field => field.Key, field => field.Value.Hash, StringComparer.Ordinal), cancellationToken);
            if (caller.Tier == Tier.Admin)
            {
                var before = await images.BeforeAsync(environment.Value, ImagesShown, cancellationToken);
                response.BeforeImages.Add(before.Select(kept => new BeforeImage { SavedAt = WireInstant.Format(kept.Image.SavedAt), SavedBy = kept.Image.SavedBy, ExtensionData = kept.Masked }));
            }
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            LogNotRemembered(exception, environment);
        }
    }

    private static async Task<PromotionService.V1.ClientAccount> DescribeAsync(BoomiPlatform boomi, ClientAccount account, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<EnvironmentId, string> names;
        try
        {
            names = await boomi.Environments.NamesAsync(account.Id, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.InvalidId or PlatformErrorKind.Refused or PlatformErrorKind.NotFound)
        {
            // No such account any more; its neighbours are listed all the same.
            names = new Dictionary<EnvironmentId, string>();
        }

        return new PromotionService.V1.ClientAccount
        {
            ClientAccountId = account.Id.Value,
            ClientAccountName = account.Name,
            TestEnvironmentId = account.Test.Value,
            TestEnvironmentName = names.GetValueOrDefault(account.Test, string.Empty),
            ProdEnvironmentId = account.Production.Value,
            ProdEnvironmentName = names.GetValueOrDefault(account.Production, string.Empty),
        };
    }

    [LoggerMessage(EventId = 1410, Level = LogLevel.Warning, Message = "The reading of environment {Environment} was answered without the store")]
    private partial void LogNotRemembered(Exception exception, EnvironmentId environment);
}
