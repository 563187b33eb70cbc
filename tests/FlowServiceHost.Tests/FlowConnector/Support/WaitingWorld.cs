using System.Text.Json.Nodes;
using FlowEngine;
using FlowServiceHost.Tests.Support;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Testing.Clocks;

namespace FlowServiceHost.Tests.FlowConnector.Support;

/// <summary>A host whose work takes as long as the test wants, on a clock that the test moves, with the platform's callback endpoint beside it.</summary>
internal sealed class WaitingWorld : IAsyncDisposable
{
    public static readonly TimeSpan Threshold = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<HostUnderTest> _hosts = [];
    private readonly Dictionary<string, string?> _settings;

    private WaitingWorld(CallbackEndpoint platform, Dictionary<string, string?> settings)
    {
        Platform = platform;
        _settings = settings;
        Engine = new ScriptedEngine { Answers = new ScriptedAnswers(Time) };
        Engine.AnswerLater = (_, empty) =>
        {
            var end = new TaskCompletionSource<Func<IMessage, IMessage>>(TaskCreationOptions.RunContinuationsAsynchronously);
            Works.Add(end);
            return AnswerAsync(end.Task, empty);
        };
    }

    public ManualClock Time { get; } = new();

    public CallbackEndpoint Platform { get; }

    public ScriptedEngine Engine { get; }

    public ScriptedAnswers Queue => Engine.Answers;

    /// <summary>The calls that the engine works on, in order; the test ends each.</summary>
    public List<TaskCompletionSource<Func<IMessage, IMessage>>> Works { get; } = [];

    public HostUnderTest Host => _hosts[^1];

    public static async Task<WaitingWorld> StartAsync(params (string Name, string Value)[] settings)
    {
        var platform = await CallbackEndpoint.StartAsync();
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Engine:SharedKey"] = Contract.Calls.SharedKey.Generate(),
            ["Outbound:CallbackHosts:0"] = new Uri(platform.Address).Authority,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var world = new WaitingWorld(platform, all);
        await world.StartHostAsync();
        return world;
    }

    /// <summary>Starts a host, and returns when it looks at the queue every five seconds from now.</summary>
    public async Task StartHostAsync()
    {
        _hosts.Add(await HostUnderTest.StartAsync(_settings, Time, engine: Engine));
        await Time.WaitedForAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>Invokes executePromotion and lets the threshold pass.</summary>
    public async Task<(JsonObject Request, Answer Answer)> InvokeUntilToldToWaitAsync()
    {
        var request = FlowRequests.Promotion(callbackUri: Platform.Address);
        var earlier = Works.Count;
        var invoking = Host.InvokeAsync("executePromotion", request);
        await Time.WaitedForAsync(Threshold);
        Time.Advance(Threshold);
        var answer = await invoking;
        await Eventually.HoldsAsync(() => Works.Count > earlier, "the engine was asked");
        return (request, answer);
    }

    /// <summary>Ends the work at <paramref name="index"/> with success.</summary>
    public void End(int index = 0) => Works[index].SetResult(empty => empty);

    public Task CallbacksAsync(int count) => Eventually.HoldsAsync(() => Platform.Callbacks.Count >= count, $"{count} callbacks came");

    public Task SettledAsync() => Eventually.HoldsAsync(() => Queue.Owed == 0, "no answer is owed");

    /// <summary>Lets time pass until the queue keeps something new: the outcome of one more attempt.</summary>
    public async Task<TimeSpan> NextAttemptAsync()
    {
        var kept = Queue.Kept.Count;
        var pause = Queue.DueIn + TimeSpan.FromSeconds(5);
        Time.Advance(pause);
        await Eventually.HoldsAsync(() => Queue.Kept.Count > kept, "the attempt was made");
        return pause;
    }

    public void PlatformAnswers(Func<Callback, HttpContext, Task<IResult?>>? answer) => Platform.Answer = answer;

    public Task<JsonObject> FinalAsync(JsonObject request) => Platform.FinalAsync((string)request["token"]!).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var work in Works)
        {
            work.TrySetResult(empty => empty);
        }

        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Platform.DisposeAsync();
    }

    private static async Task<IMessage> AnswerAsync(Task<Func<IMessage, IMessage>> end, IMessage empty) => (await end)(empty);
}
