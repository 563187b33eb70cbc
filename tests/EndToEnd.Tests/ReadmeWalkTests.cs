namespace EndToEnd.Tests;

/// <summary>The walk in the README works when it is pasted.</summary>
public sealed class ReadmeWalkTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Walk_Pasted_PromotesAndThenWritesNothing(CancellationToken cancellationToken)
    {
        var output = await PastedWalk.RunAsync("README.md", "walk", cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain("0 NEW\tprocess\tOrder to Cash"));
            Assert.That(output, Does.Contain("\"componentsCreated\": 35"));
            Assert.That(output, Does.Contain("\"connectionsSkipped\": 5"));
            Assert.That(output, Does.Contain("\n35\n"), "the number of components on the branch");
            Assert.That(output, Does.Contain("\"componentsUpdated\": 35"));
        });
    }
}
