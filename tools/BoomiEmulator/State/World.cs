using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BoomiEmulator.State;

/// <summary>
/// The state of the emulated platform: accounts with their branches, folders, components, packages and merge requests. Every member is
/// safe to call from any thread; each call is one step, guarded by one lock. Refusals are <see cref="PlatformRefusal"/> in the platform's words.
/// </summary>
public sealed partial class World
{
    private const string SeedUser = "seed@acme.test";

    private readonly Lock _gate = new();
    private readonly EmulatorSettings _settings;
    private readonly TimeProvider _time;
    private readonly int _seed;
    private readonly Dictionary<string, AccountState> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private long _lastId;

    /// <summary>An empty world.</summary>
    /// <param name="settings">Limits, delays and switches, read at each call.</param>
    /// <param name="time">The clock of all timestamps.</param>
    /// <param name="seed">Seed of generated ids.</param>
    public World(EmulatorSettings settings, TimeProvider time, int seed)
    {
        _settings = settings;
        _time = time;
        _seed = seed;
        _baseline = Document();
    }

    private DateTimeOffset Now
    {
        get
        {
            var now = _time.GetUtcNow();
            return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }

    /// <summary>Adds an account with its main branch and its root folder, which has the account's name.</summary>
    /// <exception cref="ArgumentException">The id is taken or the parent does not exist.</exception>
    public Account AddAccount(string id, string name, string? parentId = null, bool branchingEnabled = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_gate)
        {
            if (_accounts.ContainsKey(id))
                throw new ArgumentException($"The account {id} exists.", nameof(id));

            if (parentId is not null && !_accounts.ContainsKey(parentId))
                throw new ArgumentException($"There is no account {parentId}.", nameof(parentId));

            var account = new Account(id, name, parentId, "active", Now, branchingEnabled);
            var main = new Branch
            {
                Id = NextId("B"),
                Name = "main",
                Description = "The main branch",
                CreatedBy = SeedUser,
                CreatedDate = Now,
                ModifiedBy = SeedUser,
                ModifiedDate = Now,
                ReadyAt = Now,
            };
            var root = new Folder(NextId("F"), name, ParentId: null);
            var state = new AccountState(account) { MainId = main.Id, RootFolderId = root.Id };
            state.Branches.Add(main.Id, main);
            state.Folders.Add(root.Id, root);
            _accounts.Add(id, state);
            return account;
        }
    }

    /// <summary>All accounts, in no special order.</summary>
    public IReadOnlyList<Account> Accounts()
    {
        lock (_gate)
            return [.. _accounts.Values.Select(static state => state.Account)];
    }

    /// <summary>The account, or null.</summary>
    public Account? FindAccount(string accountId)
    {
        lock (_gate)
            return _accounts.GetValueOrDefault(accountId)?.Account;
    }

    /// <summary>Whether <paramref name="accountId"/> is <paramref name="ancestorId"/> or lies below it.</summary>
    public bool IsWithin(string accountId, string ancestorId)
    {
        lock (_gate)
        {
            for (string? id = accountId; id is not null && _accounts.TryGetValue(id, out var state); id = state.Account.ParentId)
            {
                if (string.Equals(id, ancestorId, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }

    private AccountState State(string accountId) =>
        _accounts.GetValueOrDefault(accountId) ?? throw new PlatformRefusal(403, $"Access denied to the account {accountId}.");

    private string NextId(string kind) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(null, $"{kind}:{++_lastId}"))).TrimEnd('=');

    /// <summary>The next generated GUID: the same for the same seed and the same course of calls.</summary>
    private string NextGuid()
    {
        Span<byte> source = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(source, _seed);
        BinaryPrimitives.WriteInt64LittleEndian(source[4..], ++_lastId);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(source, hash);
        return new Guid(hash[..16]).ToString();
    }
}
