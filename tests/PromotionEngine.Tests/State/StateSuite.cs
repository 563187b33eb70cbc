using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

/// <summary>What every suite of the state shares: it is run once for each implementation of the store.</summary>
[TestFixture(StoreKind.InMemory)]
[TestFixture(StoreKind.Redis)]
public abstract class StateSuite(StoreKind kind)
{
    private TestStore? _testStore;

    protected StoreKind Kind => kind;

    internal TestStore Under => _testStore!;

    protected IStateStore Store => Under.Store;

    protected static CancellationToken None => CancellationToken.None;

    [SetUp]
    public async Task OpenStore() => _testStore = await TestStore.NewAsync(kind);

    [TearDown]
    public async Task CloseStore()
    {
        if (_testStore is not null)
        {
            await _testStore.DisposeAsync();
        }
    }

    internal static Promotion SomePromotion(string id, string devAccount = "dev-1", PromotionStatus status = PromotionStatus.InProgress, int minute = 0)
    {
        var at = new DateTimeOffset(2026, 3, 1, 9, minute, 0, TimeSpan.Zero);
        return new Promotion
        {
            Id = new PromotionId(id),
            DevAccountId = new AccountId(devAccount),
            ProdAccountId = new AccountId("prod"),
            DevPackageId = "package-1",
            RootComponentId = "root-1",
            ProcessName = "Orders to ERP",
            InitiatedBy = new Person("sub-alice", "alice@example.com", "Alice"),
            InitiatedAt = at,
            UpdatedAt = at,
            Status = status,
        };
    }

    protected async Task<StoredPromotion> SavedAsync(Promotion promotion)
    {
        var outcome = await new PromotionRecords(Store).SaveAsync(promotion, 0, None);
        return new StoredPromotion(outcome.OrThrow().Version, promotion);
    }
}
