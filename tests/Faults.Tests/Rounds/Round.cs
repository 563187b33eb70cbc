using System.Diagnostics;
using System.Globalization;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>One round: several stories at once while faults are done, rest, and what must hold then.</summary>
internal sealed class Round(Landscape landscape, Settlement settlement, IDictionary<string, List<StoryRoot>> roots, ulong seed, int number)
{
    private static readonly string[] Initiators = ["alice", "bob", "alice"];
    private readonly List<Story> _stories = [];
    private FaultInjection _faults = null!;

    /// <summary>Which round it is.</summary>
    public int Number => number;

    /// <summary>What was done wrong on purpose.</summary>
    public IReadOnlyList<DoneFault> Faults => _faults.Done;

    /// <summary>Calls that were answered.</summary>
    public int Calls => _stories.Sum(story => story.Calls.Count);

    /// <summary>The call that was waited for longest.</summary>
    public CalledAct? Slowest => _stories.SelectMany(story => story.Calls).MaxBy(call => call.Answer.Took);

    /// <summary>How long acts and faults took.</summary>
    public TimeSpan Playing { get; private set; }

    /// <summary>How long it took to repeat calls, to end what was live, to come to rest once more, and to look at everything.</summary>
    public TimeSpan Ending { get; private set; }

    /// <summary>How long it took until the last fault was mended.</summary>
    public TimeSpan FaultTime => _faults.Took;

    /// <summary>The longest that anybody waited, for an answer or for rest.</summary>
    public TimeSpan Longest => new[] { Slowest?.Answer.Took ?? TimeSpan.Zero, Settling, Ending }.Max();

    /// <summary>How long it took until no run went on any more.</summary>
    public TimeSpan Settling { get; private set; }

    /// <summary>Promotions that there were.</summary>
    public int Promotions { get; private set; }

    /// <summary>Plays it, and answers what does not hold.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        landscape.Logs.BeginRound(number);
        var dice = new Dice(unchecked((seed * 1_000_003) + (ulong)number));
        _faults = new FaultInjection(landscape, dice.Fork(), seed, number);
        for (var story = 0; story < Initiators.Length; story++)
        {
            _stories.Add(StoryOf(story, dice.Fork()));
        }

        // In turn to the one engine and to the other.
        landscape.Balancer.Cut();
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll([_faults.RunAsync(cancellationToken), .. _stories.Select(story => story.PlayAsync(cancellationToken))]);
        Playing = Stopwatch.GetElapsedTime(since);
        since = Stopwatch.GetTimestamp();
        var unrest = await settlement.RunsEndAsync(cancellationToken);
        Settling = Stopwatch.GetElapsedTime(since);
        if (unrest.Length > 0)
        {
            return [unrest];
        }

        since = Stopwatch.GetTimestamp();
        await Task.WhenAll(_stories.Select(story => story.RepeatAsync(cancellationToken)));
        await EndAllAsync(cancellationToken);
        unrest = await settlement.SettleAsync(cancellationToken);
        var promotions = await settlement.NewAsync(cancellationToken);
        settlement.Forget(promotions);
        Promotions = promotions.Count;
        var world = await SettledWorld.ReadAsync(landscape, settlement, cancellationToken);
        Ending = Stopwatch.GetElapsedTime(since);
        return [.. unrest.Length > 0 ? new[] { unrest } : [], .. Broken(promotions, world)];
    }

    /// <summary>What happened, for the report of a failure.</summary>
    public string Report() => string.Join(
        Environment.NewLine,
        [
            $"seed {seed.ToString(CultureInfo.InvariantCulture)}, round {number.ToString(CultureInfo.InvariantCulture)}",
            .. _faults.Told.Select(fault => $"  fault: {fault}"),
            .. _stories.SelectMany(story => story.Calls).Select(call => $"  call: {call}"),
            .. landscape.Logs.Relevant.Select(line => $"  {line}"),
        ]);

    private IEnumerable<string> Broken(IReadOnlyList<SeenPromotion> promotions, SettledWorld world)
    {
        var calls = _stories.SelectMany(story => story.Calls).ToList();
        List<StoryRoot> all = [.. roots.Values.SelectMany(some => some)];
        NoteDeployed(promotions);
        return
        [
            .. Invariants.Alive(world),
            .. Invariants.Answers(calls, _stories.SelectMany(story => story.Differences)),
            .. Invariants.History(promotions, calls),
            .. Invariants.Ended(promotions, world),
            .. Invariants.DoneThoughRefused(promotions, calls),
            .. Invariants.Approved(promotions, calls),
            .. MainInvariants.Holds(all, world),
            .. MainInvariants.Released(all, world),
            .. Invariants.Chain(world),
            .. Invariants.Published(promotions, world),
            .. Invariants.Mailed(promotions, world),
        ];
    }

    // A story promotes one version, be it by several promotions.
    private void NoteDeployed(IReadOnlyList<SeenPromotion> promotions)
    {
        foreach (var story in _stories.Where(story => promotions.Any(promotion => promotion.Status == "DEPLOYED" && story.IsOf(promotion.Id))))
        {
            (story.Root.Deployed, story.Root.Pack) = (story.Root.Packages, story.Pack);
        }
    }

    // What stories left live is ended by its people, or by whoever may, until nothing is.
    private async Task EndAllAsync(CancellationToken cancellationToken)
    {
        for (var pass = 0; pass < 5; pass++)
        {
            var live = (await settlement.NewAsync(cancellationToken)).Where(promotion => !Invariants.IsTerminal(promotion.Status) && !IsPassedOn(promotion)).ToList();
            if (live.Count == 0)
            {
                return;
            }

            await Task.WhenAll(live.GroupBy(EnderOf).Select(EndTheirsAsync));
        }

        async Task EndTheirsAsync(IGrouping<Story, SeenPromotion> theirs)
        {
            foreach (var promotion in theirs)
            {
                await theirs.Key.EndAsync(promotion.Id, promotion.Status, cancellationToken);
            }
        }

        // Its own story, or, where nobody was told of it, another one of the same person.
        Story EnderOf(SeenPromotion promotion) =>
            _stories.Find(story => story.IsOf(promotion.Id)) ?? _stories.First(story => promotion.InitiatedBy.StartsWith(story.Initiator, StringComparison.OrdinalIgnoreCase));

        bool IsPassedOn(SeenPromotion promotion) => promotion.Status == "IN_PROGRESS";
    }

    // Half of the stories go on with what an earlier round promoted.
    private Story StoryOf(int place, Dice dice)
    {
        var initiator = Initiators[place];
        var account = landscape.Seed.DevAccounts.ElementAt(initiator == "bob" ? 1 : 0).Id;
        var known = roots.TryGetValue(place.ToString(CultureInfo.InvariantCulture), out var some) ? some : roots[place.ToString(CultureInfo.InvariantCulture)] = [];
        var root = known.Count > 0 && dice.Chance(50) ? Changed(dice.Pick(known)) : Made(account, known, $"Story {number.ToString(CultureInfo.InvariantCulture)}-{place.ToString(CultureInfo.InvariantCulture)}");
        return new Story(landscape, dice, $"{seed.ToString(CultureInfo.InvariantCulture)}-{number.ToString(CultureInfo.InvariantCulture)}-{place.ToString(CultureInfo.InvariantCulture)}", initiator, root);
    }

    private StoryRoot Made(string account, List<StoryRoot> known, string name)
    {
        var step = landscape.Boomi.World.AddComponent(account, "Faults", "script.processing", string.Empty, $"{name} step", ScriptXml(1)).ComponentId;
        var top = landscape.Boomi.World.AddComponent(
            account, "Faults", "process", string.Empty, name, $"<process xmlns=\"\"><shapes><shape name=\"shape1\"><configuration><part ref=\"{step}\"/></configuration></shape></shapes></process>").ComponentId;
        var root = new StoryRoot(account, top, step, name);
        known.Add(root);
        return root;
    }

    private StoryRoot Changed(StoryRoot root)
    {
        landscape.Boomi.World.UpdateComponent(root.DevAccount, root.Step, ScriptXml(root.Packages + 1));
        return root;
    }

    private static string ScriptXml(int version) => $"<ProcessingScript xmlns=\"\" language=\"groovy2\"><script>{StoryRoot.Script(version)}</script></ProcessingScript>";
}
