using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace EndToEnd.Tests;

/// <summary>One trace tells what an action did, from its request to the calls of Boomi.</summary>
[TestFixture]
[NonParallelizable]
public sealed class TraceTests
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http"];

    [Test]
    public async Task Action_InATrace_IsFollowedThroughHostAndEngineToBoomi()
    {
        var trace = ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c");
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var client = SharedSandbox.Client;
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{client.Host}/fs/PromotionService/listDevPackages");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string)client.Info["personas"]!["alice"]!["token"]!);
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        request.Content = JsonContent.Create(new { devAccountId = client.DevAccounts[0] });

        using var answer = await http.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        var told = spans.Select(span => $"{span.Kind} {span.GetTagItem("url.path") ?? span.GetTagItem("url.full")}").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(told, Has.Some.Contains("/promotion.v1.Packages/ListDevPackages"), "the engine");
            Assert.That(told, Has.Some.Match("^Client .*/api/rest/v1/.*PackagedComponent"), "its calls of Boomi");
            Assert.That(spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}"), Has.None.Contains("@").And.None.Contains((string)client.Info["personas"]!["alice"]!["token"]!), "nobody is named, nothing secret told");
        });
    }
}
