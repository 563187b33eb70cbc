using BoomiEmulator.State;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>Makes small components in the emulated accounts, for tests that need a tree of a certain shape.</summary>
internal static class Workshop
{
    /// <summary>A process in the development account that refers to <paramref name="references"/>.</summary>
    public static string Process(this RunningEngine engine, string name, params string[] references) =>
        engine.Boomi.World.AddComponent(engine.DevAccount, "Workshop", "process", string.Empty, name, ProcessXml(references)).ComponentId;

    /// <summary>A script in the development account.</summary>
    public static string Script(this RunningEngine engine, string name, params string[] references) =>
        engine.Boomi.World.AddComponent(engine.DevAccount, "Workshop", "script.processing", string.Empty, name, ScriptXml("1", references)).ComponentId;

    /// <summary>A connection in the development account.</summary>
    public static string Connection(this RunningEngine engine, string name) =>
        engine.Boomi.World.AddComponent(engine.DevAccount, "Workshop", "connector-settings", "http", name, "<GenericConnectionConfig xmlns=\"\"><field id=\"url\" type=\"string\" value=\"http://dev.example\"/></GenericConnectionConfig>").ComponentId;

    /// <summary>Packages <paramref name="root"/> as it is now.</summary>
    public static string Package(this RunningEngine engine, string root, string version = "1.0") =>
        engine.Boomi.World.AddPackage(engine.DevAccount, root, version, "made by a test").PackageId;

    /// <summary>A process with a script of its own in the development account, packaged.</summary>
    /// <returns>The process.</returns>
    public static string Packaged(this RunningEngine engine, string name = "Top")
    {
        var root = engine.Process(name, engine.Script($"Step of {name}"));
        engine.Package(root);
        return root;
    }

    /// <summary>Writes a new version of a component of the development account.</summary>
    public static void Change(this RunningEngine engine, string component, string xml) => engine.Boomi.World.UpdateComponent(engine.DevAccount, component, xml);

    /// <summary>Puts <paramref name="inside"/> into the newest version of a component, as nobody could through the API.</summary>
    public static void Corrupt(this RunningEngine engine, string component, string inside)
    {
        var world = engine.Boomi.World;
        var before = world.Snapshot();
        world.Restore(before with
        {
            Accounts = [.. before.Accounts.Select(account => account.Account.Id != engine.DevAccount ? account : account with
            {
                Revisions = [.. account.Revisions.Select(revision => revision.ComponentId != component ? revision : revision with { Content = new ComponentContent { ObjectXml = inside } })],
            })],
        });
    }

    /// <summary>Changes what a branch of production holds of a component without a new version of it, as nobody could through the API.</summary>
    public static void CorruptOnBranch(this RunningEngine engine, string component, string branch, Func<string, string> change)
    {
        var world = engine.Boomi.World;
        var before = world.Snapshot();
        world.Restore(before with
        {
            Accounts = [.. before.Accounts.Select(account => account.Account.Id != engine.Primary ? account : account with
            {
                Revisions = [.. account.Revisions.Select(revision => revision.ComponentId != component || revision.BranchId != branch
                    ? revision
                    : revision with { Content = new ComponentContent { ObjectXml = change(revision.Content.ObjectXml) } })],
            })],
        });
    }

    /// <summary>Maps a component of the development account to one of production, as a merge or an admin does.</summary>
    public static Task MapAsync(this RunningEngine engine, string dev, string prod, string type, int version = 1) =>
        engine.Services.GetRequiredService<ComponentMappings>().UpsertAsync(
            [new ComponentMapping(engine.DevAccount, dev, prod, "Mapped by a test", type, engine.Primary, version, DateTimeOffset.UnixEpoch, "test", RecordSources.PromotionEngine)],
            CancellationToken.None);

    /// <summary>The inside of a process that refers to <paramref name="references"/>.</summary>
    public static string ProcessXml(params string[] references) =>
        $"<process xmlns=\"\"><shapes>{string.Concat(references.Select((id, at) => $"<shape name=\"shape{at}\"><configuration><part ref=\"{id}\"/></configuration></shape>"))}</shapes></process>";

    /// <summary>The inside of a script; <paramref name="body"/> tells versions apart.</summary>
    public static string ScriptXml(string body, params string[] references) =>
        $"<ProcessingScript xmlns=\"\" language=\"groovy2\"><script>return '{body}' // uses</script>{string.Concat(references.Select(id => $"<uses ref=\"{id}\"/>"))}</ProcessingScript>";
}
