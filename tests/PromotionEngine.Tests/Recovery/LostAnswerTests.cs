using Google.Protobuf;
using PromotionEngine.Failures;
using PromotionEngine.Notifications;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// An engine is killed at every moment of an act that begins no run: a decision, a submission, a withdrawal, a cancellation, an admin's deletion. Whoever repeats the call under its key
/// gets the answer at another engine, and what was done is done once.
/// </summary>
public sealed class LostAnswerTests
{
    private const string Key = "the-same-call";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly (string Name, string Value)[] Settings =
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"), ("Mail:Security", "None"), ("Mail:From", "promotions@abc.example"), ("Mail:LinkBase", "https://promotions.abc.example/"),
        ("Mail:DeveloperList:0", "developers@abc.example"), ("Mail:AdminList:0", "admins@abc.example"),
    ];

    [TestCaseSource(typeof(ActScene), nameof(ActScene.Acts))]
    public async Task Kill_AtEveryMomentOfAnAct_TheRepeatGetsItsAnswerAndItIsDoneOnce(string act)
    {
        var scene = await ActScene.MakeAsync(act);
        var (moments, whole) = await WholeAsync(scene);
        Assert.That(moments, Is.GreaterThanOrEqualTo(10), "lock, binding, act, answer and the lock's return, each before and after");
        var failures = await EveryMoment.FailuresAsync(moments, moment => CrashAtAsync(scene, moment, whole));

        Assert.That(failures, Is.Empty, whole.ToString());
    }

    // What nobody disturbed is answered, and leaves.
    private static async Task<(int Moments, Outcome Whole)> WholeAsync(ActScene scene)
    {
        await using var boomi = await scene.World.StartCopyAsync();
        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore(), crash, settings: Settings);
        var before = await TracesAsync(engine);
        var answer = await engine.CallAsync(scene.Request, scene.Person, Key);
        var moments = crash.Moments;
        var after = await TracesAsync(engine);
        Assert.That(Envelope.CodeOf(answer), Is.Empty, answer.ToString());
        Assert.That(after.Audit, Has.Count.EqualTo(before.Audit.Count + (answer is SubmitForReviewResponse { PromotionId: var id } && id != IdOf(scene) ? 2 : 1)));
        return (moments, new Outcome(Comparable(answer, scene), after.Audit, after.Mails.Count, boomi.World.Branches(scene.World.Primary).Count));
    }

    private static async Task<string> CrashAtAsync(ActScene scene, int moment, Outcome whole)
    {
        await using var boomi = await scene.World.StartCopyAsync();
        var store = scene.StartStore();
        using var crash = new CrashSwitch(moment);
        await using var first = await LabEngine.BuildAsync(scene.World, boomi, store, crash, settings: Settings);
        var begun = Task.Run(() => first.CallAsync(scene.Request, scene.Person, Key));
        await Task.WhenAny(crash.Dead, begun).WaitAsync(Patience);
        _ = begun.ContinueWith(task => task.Exception, TaskScheduler.Default);
        await using var second = await LabEngine.BuildAsync(scene.World, boomi, store, settings: Settings);
        await second.LapseAsync(scene.Action, scene.Person, Key);
        var repeated = await second.CallAsync(scene.Request, scene.Person, Key).WaitAsync(Patience);
        var again = await second.CallAsync(scene.Request, scene.Person, Key).WaitAsync(Patience);
        var traces = await TracesAsync(second);
        var outcome = new Outcome(Comparable(repeated, scene), traces.Audit, traces.Mails.Count, boomi.World.Branches(scene.World.Primary).Count);
        var problem = !repeated.Equals(again) ? $"the repeats were answered differently: {repeated} and {again}"
            : outcome != whole ? $"{outcome} instead of {whole}"
            : await AnewAsync(second, scene);
        return problem.Length == 0 ? string.Empty : $"Moment {moment}, {crash.Where}: {problem}";
    }

    // With another key, and without one, it is another call.
    private static async Task<string> AnewAsync(LabEngine engine, ActScene scene)
    {
        foreach (var key in new[] { "another-key", string.Empty })
        {
            var refused = Envelope.CodeOf(await engine.CallAsync(scene.Request, scene.Person, key).WaitAsync(Patience));
            if (refused != scene.Refusal)
            {
                return $"with key \"{key}\" it was answered \"{refused}\"";
            }
        }

        return string.Empty;
    }

    private static async Task<(IReadOnlyList<string> Audit, IReadOnlyList<string> Mails)> TracesAsync(LabEngine engine)
    {
        var audit = await engine.Get<AuditLog>().QueryAsync(new AuditFilter(), 0, 1_000, CancellationToken.None);
        var mails = await engine.Get<PromotionMails>().Outbox.PendingAsync(100, CancellationToken.None);
        return ([.. audit.Records.Select(record => $"{record.Event.Actor} {record.Event.Act} {record.Event.Before} {record.Event.After}")], [.. mails.Select(mail => mail.Message.RecordKey)]);
    }

    private static string IdOf(ActScene scene) => scene.Request.Descriptor.FindFieldByName("promotion_id")?.Accessor.GetValue(scene.Request) as string ?? string.Empty;

    // The promotion that a submission makes has a new ID each time.
    private static string Comparable(IMessage answer, ActScene scene) => answer is SubmitForReviewResponse submitted && submitted.PromotionId != IdOf(scene)
        ? new SubmitForReviewResponse(submitted) { PromotionId = "new" }.ToString()
        : answer.ToString()!;

    private sealed record Outcome(string Answer, IReadOnlyList<string> Audit, int Mails, int Branches)
    {
        public bool Equals(Outcome? other) => other is not null && ToString() == other.ToString();

        public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"{Answer}, {Audit.Count} entries ({string.Join("; ", Audit.Take(2))}), {Mails} mails, {Branches} branches";
    }
}
