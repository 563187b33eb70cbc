using System.Xml.Linq;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Works off the batches that are due, in the order in which they were accepted.</summary>
internal static class BatchRunner
{
    public static void Settle(Universe universe, DateTimeOffset now)
    {
        foreach (var batch in universe.State.Batches.Where(batch => batch.FinalState is null && batch.DueAt <= now).OrderBy(batch => batch.DueAt))
            Run(universe, batch);
        foreach (var job in universe.State.EndDateJobs.Where(job => job.DueAt <= now).ToList())
        {
            EndDating.Run(universe, job);
            universe.State.EndDateJobs.Remove(job);
        }
    }

    public static void Run(Universe universe, BatchState batch)
    {
        foreach (var entity in batch.Entities)
            Run(universe, batch.Source, entity, batch.DueAt, approved: false);
        var errored = batch.Entities.Count(entity => entity.State == "ERRORED");
        batch.FinalState = errored == 0 ? "COMPLETED" : errored == batch.Entities.Count ? "ERRORED" : "COMPLETED_ERRORS";
    }

    public static void Run(Universe universe, string source, BatchEntity entity, DateTimeOffset at, bool approved)
    {
        var world = universe.Hub.State;
        var ordinal = ++world.EntitiesSinceFaults;
        if (ordinal <= world.Faults.ErroredEntities)
        {
            entity.State = "ERRORED";
            entity.Message = "An unexpected error occurred.";
            entity.Xml = null;
            return;
        }

        try
        {
            if (ordinal == world.Faults.QuarantineEntity)
                throw new EntityQuarantinedException(world.Faults.QuarantineCause, "Quarantined by a fault of the emulator.");
            var parsed = EntityReader.Read(XElement.Parse(entity.Xml!), universe.Model);
            var contributor = universe.Model.Source(source)
                ?? throw new EntityQuarantinedException("INCORPORATE_ERROR", $"The source '{source}' is no longer part of the model.");
            var (detail, record) = Incorporator.Incorporate(universe, contributor, parsed, entity.TransactionId, at, approved);
            entity.State = "COMPLETED";
            entity.StateDetail = detail;
            entity.RecordId = record?.RecordId;
            Quarantine.Resolve(universe, source, entity.SourceEntityId, "INCORPORATE_SUCCESS", at);
        }
        catch (EntityQuarantinedException quarantined)
        {
            entity.State = "QUARANTINED";
            entity.StateDetail = quarantined.Cause;
            entity.Message = quarantined.Message;
            Quarantine.Resolve(universe, source, entity.SourceEntityId, "SUPERSEDED", at);
            Quarantine.Add(universe, source, entity, quarantined, at);
        }

        entity.Xml = null;
    }
}
