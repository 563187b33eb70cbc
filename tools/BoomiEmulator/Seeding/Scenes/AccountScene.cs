using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>Short ways to add the common kinds of component to an account; the base of every scene.</summary>
internal abstract class AccountScene(AccountDraft draft, string folder)
{
    protected AccountDraft Draft => draft;

    protected string Connections => "Connections";

    protected SeedDice Dice => draft.Dice;

    protected string Operation(string name, string subType, Func<SeedPen, string> body) =>
        draft.Add(new ComponentName(draft.Reserve(), name, ComponentTypes.Operation, subType), $"{folder}/Operations", body);

    protected string JsonProfile(string name, string fields, string? id = null) =>
        draft.Add(new ComponentName(id ?? draft.Reserve(), name, ComponentTypes.JsonProfile), $"{folder}/Profiles", _ => ProfileDocuments.Json(ProfileField.Parse(fields)));

    protected string DatabaseProfile(string name, string table, string fields) => draft.Add(
        new ComponentName(draft.Reserve(), name, ComponentTypes.DatabaseProfile),
        $"{folder}/Profiles",
        _ => ProfileDocuments.Database(table, ProfileField.Parse(fields)));

    protected string XmlProfile(string name, string root, string fields) => draft.Add(
        new ComponentName(draft.Reserve(), name, ComponentTypes.XmlProfile), $"{folder}/Profiles", _ => ProfileDocuments.Xml(root, ProfileField.Parse(fields)));

    protected string FlatFileProfile(string name, string fields) => draft.Add(
        new ComponentName(draft.Reserve(), name, ComponentTypes.FlatFileProfile), $"{folder}/Profiles", _ => ProfileDocuments.FlatFile(ProfileField.Parse(fields)));

    protected string EdiProfile(string name, string transaction, string fields) => draft.Add(
        new ComponentName(draft.Reserve(), name, ComponentTypes.EdiProfile),
        $"{folder}/Profiles",
        _ => ProfileDocuments.Edi(transaction, ProfileField.Parse(fields)));

    protected string Map(
        string name, string from, string to, int fields, IReadOnlyList<string>? steps = null, IReadOnlyList<string>? joins = null) => draft.Add(
        new ComponentName(draft.Reserve(), name, ComponentTypes.Map), $"{folder}/Maps", _ => MapDocuments.Map(from, to, fields, steps, joins));

    protected string Other(string name, string type, string subfolder, Func<SeedPen, string> body) =>
        draft.Add(new ComponentName(draft.Reserve(), name, type), $"{folder}/{subfolder}", body);

    protected string Process(string name, Func<SeedPen, string> body, Func<SeedPen, string>? overrides = null, string? id = null, string description = "") =>
        draft.Add(new ComponentName(id ?? draft.Reserve(), name, ComponentTypes.Process), folder, body, overrides, description);
}
