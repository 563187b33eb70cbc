using System.Text;

namespace BoomiEmulator.Seeding;

/// <summary>An account in the making. Its own clock moves on with every component and package, so that a package freezes what
/// stood there when it was made.</summary>
internal sealed class AccountDraft
{
    private readonly SeedDice _dice;
    private readonly SeedLedger _ledger;
    private readonly string _secretWord;
    private readonly string _name;
    private readonly string? _parentId;
    private readonly DateTimeOffset _openedAt;
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ComponentDraft> _components = new(StringComparer.Ordinal);
    private readonly List<ComponentDraft> _order = [];
    private readonly List<SeedFolder> _folders = [];
    private readonly Dictionary<string, SeedFolder> _folderByPath = new(StringComparer.Ordinal);
    private readonly List<SeedPackage> _packages = [];
    private DateTimeOffset _now;

    public AccountDraft(SeedDice dice, SeedLedger ledger, AccountPlan plan)
    {
        _dice = dice;
        _ledger = ledger;
        _secretWord = plan.SecretWord;
        _name = plan.Name;
        _parentId = plan.ParentId;
        _openedAt = plan.OpenedAt;
        _now = plan.OpenedAt.AddDays(1);
        Id = dice.NextAccountId(plan.Stem);
        Author = plan.Authors[0];
        Authors = plan.Authors;
        AddFolder(plan.Name, parent: null, plan.Name);
    }

    public string Id { get; }

    public string Name => _name;

    public SeedDice Dice => _dice;

    /// <summary>Who saves the next components.</summary>
    public string Author { get; set; }

    public IReadOnlyList<string> Authors { get; }

    /// <summary>The moment at which the last thing happened here.</summary>
    public DateTimeOffset Now => _now;

    public int ComponentCount => _order.Count;

    private SeedFolder Root => _folders[0];

    /// <summary>An id for a component that is added later, so that others can name it before.</summary>
    public string Reserve() => Reserve(_dice.NextId());

    /// <summary>Takes an id that also stands for something else in another account.</summary>
    public string Reserve(string id)
    {
        _reserved.Add(id);
        return id;
    }

    /// <summary>Lets time pass.</summary>
    public void Wait(TimeSpan time) => _now += time;

    /// <summary>Adds a component.</summary>
    /// <param name="what">Its id, name and type.</param>
    /// <param name="folder">The path below the root folder, such as <c>Orders/Maps</c>.</param>
    /// <param name="body">Writes the element under <c>bns:object</c>.</param>
    /// <param name="overrides">Writes the content of <c>bns:processOverrides</c>; null for types without.</param>
    /// <param name="description">The description.</param>
    /// <returns>The id.</returns>
    public string Add(ComponentName what, string folder, Func<SeedPen, string> body, Func<SeedPen, string>? overrides = null, string description = "")
    {
        var draft = new ComponentDraft(what, FolderAt(folder), []);
        _components.Add(what.Id, draft);
        _order.Add(draft);
        Save(draft, body, overrides, description);
        return what.Id;
    }

    /// <summary>Saves a new version of a component.</summary>
    public void Revise(string id, Func<SeedPen, string> body, Func<SeedPen, string>? overrides = null, string description = "") =>
        Save(_components[id], body, overrides, description);

    /// <summary>Packages a root with everything it reaches, as it stands now.</summary>
    public SeedPackage Package(string rootId, string version, string notes, bool shareable = true)
    {
        Tick();
        var manifest = Closure(rootId).ConvertAll(id => new SeedPackageEntry(id, _components[id].Revisions.Count));
        var package = new SeedPackage(_dice.NextId(), rootId, manifest[0].Version, version, notes, shareable, Author, _now, manifest);
        _packages.Add(package);
        return package;
    }

    /// <summary>The type of a component.</summary>
    public string TypeOf(string id) => _components[id].What.Type;

    /// <summary>The finished account.</summary>
    public SeedAccount Build()
    {
        var missing = _reserved.Where(id => !_components.ContainsKey(id)).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"Account {_name} reserved ids that no component took: {string.Join(", ", missing)}.");

        var components = _order.ConvertAll(draft => new SeedComponent(
            draft.What.Id,
            draft.What.Name,
            draft.What.Type,
            draft.What.SubType,
            draft.Folder.Id,
            draft.Folder.FullPath,
            draft.Revisions));
        return new SeedAccount(Id, _name, _parentId, _openedAt, _folders, components, _packages);
    }

    private void Save(ComponentDraft draft, Func<SeedPen, string> body, Func<SeedPen, string>? overrides, string description)
    {
        Tick();
        var pen = new SeedPen(_dice, Id, draft.What.Id, _secretWord, _ledger);
        var content = body(pen);
        var processOverrides = draft.What.Type == ComponentTypes.Process ? overrides?.Invoke(pen) ?? string.Empty : null;
        var xml = DocumentText.Write(
            (draft.What.Name, draft.What.Type, draft.What.SubType, draft.Folder.Id), description, content, processOverrides, pen.EncryptedPaths);
        var references = ReferenceScan.Find(xml, _reserved, draft.What.Id);
        draft.Revisions.Add(new SeedRevision(draft.Revisions.Count + 1, xml, references, Author, _now));
    }

    private List<string> Closure(string rootId)
    {
        var reached = new List<string> { rootId };
        var seen = new HashSet<string>(StringComparer.Ordinal) { rootId };
        for (var at = 0; at < reached.Count; at++)
            reached.AddRange(_components[reached[at]].Revisions[^1].References.Where(seen.Add));

        return reached;
    }

    private SeedFolder FolderAt(string path)
    {
        if (path.Length == 0)
            return Root;

        var folder = Root;
        var full = new StringBuilder(Root.FullPath);
        foreach (var part in path.Split('/'))
        {
            full.Append('/').Append(part);
            var fullPath = full.ToString();
            folder = _folderByPath.GetValueOrDefault(fullPath) ?? AddFolder(part, folder, fullPath);
        }

        return folder;
    }

    private SeedFolder AddFolder(string name, SeedFolder? parent, string fullPath)
    {
        var folder = new SeedFolder(_dice.NextFolderId(), name, parent?.Id, fullPath);
        _folders.Add(folder);
        _folderByPath.Add(fullPath, folder);
        return folder;
    }

    private void Tick() => _now = _now.AddMinutes(_dice.Number(2, 55)).AddSeconds(_dice.Number(0, 59));

    private sealed record ComponentDraft(ComponentName What, SeedFolder Folder, List<SeedRevision> Revisions);
}
