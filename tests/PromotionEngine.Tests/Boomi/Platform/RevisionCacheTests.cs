using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class RevisionCacheTests
{
    private static readonly AccountId Account = new("acme");

    [Test]
    public void Keep_MoreThanFits_DropsTheLongestUnused()
    {
        var cache = new RevisionCache(40);
        Keep(cache, "a");
        Keep(cache, "b");
        Keep(cache, "c");
        Keep(cache, "d");
        _ = Find(cache, "a");

        Keep(cache, "e");

        Assert.That(new[] { "a", "b", "c", "d", "e" }.Where(id => Find(cache, id) is not null), Is.EqualTo(new[] { "a", "c", "d", "e" }));
        Assert.That(cache.Characters, Is.EqualTo(40));
    }

    [Test]
    public void Find_OtherAccountOrVersion_IsNotThere()
    {
        var cache = new RevisionCache(1000);
        Keep(cache, "a");

        Assert.That(cache.Find(new AccountId("other"), new ComponentId("a"), 1), Is.Null);
        Assert.That(cache.Find(Account, new ComponentId("a"), 2), Is.Null);
    }

    [Test]
    public void Keep_DocumentOverAQuarter_IsNotKept()
    {
        var cache = new RevisionCache(39);

        Keep(cache, "a");

        Assert.That(cache.Characters, Is.Zero);
    }

    private static void Keep(RevisionCache cache, string id) => cache.Keep(Account, new ComponentRead(new ComponentId(id), 1, "0123456789", string.Empty));

    private static ComponentRead? Find(RevisionCache cache, string id) => cache.Find(Account, new ComponentId(id), 1);
}
