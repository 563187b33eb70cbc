using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>The walk through a promotion's whole life works when it is pasted, and prints what the page says that it prints.</summary>
public sealed partial class LifecycleWalkTests
{
    private const string Page = "docs/lifecycle-walk.md";

    // Longer than other tests: it is the whole product, from eight promotions to the mails about them. The limit only ends a walk that hangs.
    [Test]
    [CancelAfter(400_000)]
    public async Task Walk_Pasted_PrintsWhatThePageSays(CancellationToken cancellationToken)
    {
        var printed = Numbered(await PastedWalk.RunAsync(Page, "lifecycle-walk", cancellationToken));

        Assert.That(printed, Is.EqualTo(PastedWalk.Block(Page, "lifecycle-output")), $"What the walk prints now, for {Page}:\n{printed}");
        Assert.Multiple(() => WhatMustNeverChange(printed));
    }

    // Whoever brings the page up to date may not accept these away.
    private static void WhatMustNeverChange(string printed)
    {
        var states = printed.Split("\n== ").Skip(1).ToDictionary(static state => state.Split('\n')[0], static state => state, StringComparer.Ordinal);
        var mains = printed.Split('\n').Where(static line => line.StartsWith("main ", StringComparison.Ordinal)).ToList();
        Assert.That(printed.Split('\n').Where(static line => line.StartsWith("twice", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "twice      0 components on main" }));
        Assert.That(mains.Take(3), Has.All.Contains("0 of 35 components"), "nothing reaches main before both reviews");
        Assert.That(mains.Skip(3), Has.All.Contains("35 of 35 components"), "one component in production for each, however often it is promoted");
        Assert.That(states["rejected by the peer"], Does.Contain("promotion  PEER_REJECTED 1.1").And.Not.Contain("\nbranch "));
        Assert.That(states["rejected by the admin"], Does.Contain("promotion  ADMIN_REJECTED 1.2").And.Not.Contain("\nbranch "));
        Assert.That(states["withdrawn"], Does.Contain("promotion  WITHDRAWN 1.3").And.Not.Contain("\nbranch "));
        Assert.That(states["cancelled"], Does.Contain("promotion  TEST_CANCELLED 1.4").And.Not.Contain("\nbranch "));
        Assert.That(states["superseded"], Does.Contain("promotion  TEST_CANCELLED 1.5 (superseded by"));
        Assert.That(states["superseded"].Split("\nbranch "), Has.Length.EqualTo(2), "one promotion, one branch");
        Assert.That(states["the fix in production"], Does.Contain("promotion  DEPLOYED 1.6").And.Not.Contain("\nbranch "));
        Assert.That(states["the fix in production"], Does.Contain("pack       Order to Cash: Order to Cash 1.6\n").And.Contain("pack       Order to Cash - TEST: Order to Cash 1.6-test.1\n"));
        Assert.That(printed, Does.EndWith("whole: true\n"));
    }

    // Promotions are named by chance; the first that is printed becomes 1.
    private static string Numbered(string printed)
    {
        var names = new List<string>();
        return PromotionName().Replace(printed, match =>
        {
            if (!names.Contains(match.Value, StringComparer.Ordinal))
            {
                names.Add(match.Value);
            }

            return $"{{{names.IndexOf(match.Value) + 1}}}";
        });
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PromotionName();
}
