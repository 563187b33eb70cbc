using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Packages;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Releases of integration packs.</summary>
public sealed class ReleaseResource
{
    private const string Type = "ReleaseIntegrationPack";
    private const string StatusType = "ReleaseIntegrationPackStatus";
    private const int StillAtWork = 202;

    private readonly PlatformSession _session;

    internal ReleaseResource(PlatformSession session) => _session = session;

    /// <summary>
    /// Releases <paramref name="pack"/> at once with exactly <paramref name="entries"/>, which must be everything that the pack shall hold. While the platform is
    /// busy, and so does not act, the identical list is sent again.
    /// </summary>
    /// <exception cref="PlatformException">
    /// Unclear when the answer was lost: a release cannot be looked up, only the pack's versions can be read. Busy when the platform still was after all repeats.
    /// </exception>
    public async Task<AcceptedRelease> CreateAsync(AccountId account, IntegrationPack pack, IReadOnlyCollection<ReleaseEntry> entries, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["id"] = pack.Id.Value,
            ["name"] = pack.Name,
            ["installationType"] = pack.InstallationType,
            ["releaseSchedule"] = "IMMEDIATELY",
            ["ReleasePackagedComponents"] = new JsonObject
            {
                ["ReleasePackagedComponent"] = new JsonArray(
                    [.. entries.Select(entry => new JsonObject { ["componentId"] = entry.ComponentId.Value, ["version"] = entry.Version })]),
            },
        };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await _session.CreateAsync(account, Type, body, Read, cancellationToken);
            }
            catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.Busy && attempt < BoomiBackoff.Repeats)
            {
                await _session.Shared.Backoff.WaitAsync(attempt, cancellationToken);
            }
        }
    }

    /// <summary>How far a release has come; null when the platform knows none of that ID.</summary>
    public async Task<ReleaseProgress?> FindStateAsync(AccountId account, ReleaseId id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _session.GetAsync(account, StatusType, id.Value, State, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.InvalidId)
        {
            return null;
        }
        catch (PlatformException exception) when (exception is { Kind: PlatformErrorKind.Malformed, Status: StillAtWork })
        {
            // While a release is under way its answer may be incomplete.
            return ReleaseProgress.InProgress;
        }
    }

    // The word decides; the HTTP status only says whether the work is finished. A word we do not know is waited for, not guessed.
    private static ReleaseProgress State(JsonFields row) => row.Text("releaseStatus").ToUpperInvariant() switch
    {
        "SUCCESS" => ReleaseProgress.Success,
        "ERROR" => ReleaseProgress.Error,
        "SCHEDULED" => ReleaseProgress.Scheduled,
        _ => ReleaseProgress.InProgress,
    };

    private static AcceptedRelease Read(JsonFields row) => new(
        new ReleaseId(row.Text("requestId")),
        [.. row.Object("ReleasePackagedComponents").List("ReleasePackagedComponent").Select(Entry)]);

    private static ReleaseEntry Entry(JsonFields row) => new(
        new ComponentId(row.Text("componentId")),
        row.Has("releasedVersion") ? row.Text("releasedVersion") : row.Text("version"));
}
