using System.Xml.Linq;
using BoomiEmulator.DataHub.Queries;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>End-dating and purging, by id and by filter. What cannot be done is told per record, not by a status.</summary>
internal static class EndDating
{
    public const string ReferencedText = "The requested action cannot be performed on this record because it is referenced by another record.";

    private const int IdsAtOnce = 100;

    /// <summary>The source that stands for people and calls instead of batches.</summary>
    private const string Self = "*MDM*";

    public static XElement EndDate(Universe universe, IEnumerable<string> recordIds) => new(
        "RecordEndDateResponse", recordIds.Select(id => Result(id, EndDateOne(universe, id))));

    public static XElement Purge(Universe universe, IEnumerable<string> recordIds) => new(
        "RecordPurgeResponse", recordIds.Select(id => Result(id, PurgeOne(universe, id))));

    /// <summary>The ids of a request, at least one and at most a hundred.</summary>
    public static IReadOnlyList<string> ReadIds(XElement request, string none, string tooMany)
    {
        var ids = request.Elements("recordId").Select(id => id.Value.Trim()).Where(id => id.Length > 0).ToList();
        if (ids.Count == 0)
            throw DataHubRefusalException.BadRequest(none);
        return ids.Count > IdsAtOnce ? throw DataHubRefusalException.BadRequest(tooMany) : ids;
    }

    /// <summary>Checks the filter now and end-dates later.</summary>
    public static void Schedule(Universe universe, XElement request)
    {
        _ = FilterOf(universe, request);
        var hub = universe.Hub;
        universe.State.EndDateJobs.Add(new EndDateJob(request.ToString(SaveOptions.DisableFormatting), hub.Now + hub.Options.IncorporationDelay + hub.State.Faults.ExtraIncorporationDelay));
    }

    public static void Run(Universe universe, EndDateJob job)
    {
        var filter = FilterOf(universe, XElement.Parse(job.RequestXml));
        foreach (var record in filter.Select(universe).ToList().Where(record => !References.IsReferenced(universe, record)))
            universe.EndDate(record, Self, job.DueAt);
    }

    private static RecordFilter FilterOf(Universe universe, XElement request)
    {
        var filter = request.Element("filter")!;
        if (filter.Element("recordIds") is not null)
            throw DataHubRefusalException.BadRequest("The filter of an end-date request cannot contain a 'recordIds' element.");
        return FilterReader.Read(filter, universe);
    }

    private static string? EndDateOne(Universe universe, string recordId)
    {
        if (!universe.TryFind(recordId, out var record))
            return $"A record with id '{recordId}' does not exist.";
        if (!record.IsActive)
            return $"A record with id '{recordId}' is currently end-dated in universe '{universe.Id}'.";
        if (References.IsReferenced(universe, record))
            return ReferencedText;
        universe.EndDate(record, Self, universe.Hub.Now);
        return null;
    }

    private static string? PurgeOne(Universe universe, string recordId)
    {
        if (!universe.TryFind(recordId, out var record))
            return $"A record with id '{recordId}' does not exist.";
        if (record.IsActive)
            return $"The selected record with ID '{recordId}' is active and therefore cannot be purged.";
        universe.Purge(record);
        return null;
    }

    private static XElement Result(string recordId, string? complaint) => new(
        "result",
        new XElement("recordId", recordId),
        new XElement("success", complaint is null ? "true" : "false"),
        complaint is null ? null : new XElement("message", complaint));
}
