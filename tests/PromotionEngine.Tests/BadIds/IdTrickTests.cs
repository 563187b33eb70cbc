using Contract.Errors;
using Testing;

namespace PromotionEngine.Tests.BadIds;

/// <summary>
/// Whatever stands in place of an ID, in every field of every action that takes one: the answer is the one that an unknown ID gets, or says what is wrong with the field;
/// and nothing is sent to Boomi that is not sent for an unknown ID too, so that no trick reaches another operation, object or account, and none changes anything.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class IdTrickTests
{
    private const string HubQuery = "POST /mdm/universes/{id}/records/query";

    private IdWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await IdWorld.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [TestCaseSource(nameof(Fields))]
    public async Task Field_WithATrick_IsAnsweredLikeAnUnknownIdAndReachesNothingElse(string action, string field)
    {
        foreach (var request in _world.Requests(action).Where(request => IsLookedAt(request, field)))
        {
            _world.Sent.Take();
            var unknown = await _world.CallAsync(IdWorld.With(request, field, IdTricks.Unknown));
            Assert.That(unknown.Code, Is.Empty.Or.Matches<string>(code => ErrorCatalogue.Find(code) is not null).And.Not.EqualTo(ErrorCodes.InternalError), unknown.Message);
            var sent = _world.Sent.Take().Append(HubQuery).ToHashSet(StringComparer.Ordinal);
            foreach (var trick in IdTricks.With(_world.Good(field)))
            {
                var answer = await _world.CallAsync(IdWorld.With(request, field, trick));

                var (shown, others) = ($"{request}, {field} {Shown(trick)}: {answer.Message}", _world.Sent.Take().Except(sent, StringComparer.Ordinal));
                Assert.That((answer.Success, answer.Code), Is.EqualTo((unknown.Success, unknown.Code)).Or.EqualTo((false, ErrorCodes.InvalidRequest)), shown);
                Assert.That(others, Is.Empty, shown);
            }
        }
    }

    // Where a field is not looked at, or says of the promotion what only its own can be, the request is carried out each time.
    private static bool IsLookedAt(CalledAction request, string field) => request.ToString() switch
    {
        "packageAndDeploy TEST" => field is not ("devAccountId" or "devPackageId" or "hotfixTestPackId"),
        "manageMappings delete" => field != "prodComponentId",
        "manageAccess update DEV_ACCOUNT" or "manageAccess delete DEV_ACCOUNT" => field is "ssoGroupId" or "devAccountId",
        "manageAccess update CLIENT_ACCOUNT" or "manageAccess delete CLIENT_ACCOUNT" => field != "devAccountId",
        _ => true,
    };

    private static string Shown(string trick) => string.Concat(trick.Take(80).Select(character => character is >= ' ' and < '\u007f' ? $"{character}" : $"\\u{(int)character:x4}"));

    private static IEnumerable<TestCaseData> Fields() => IdWorld.Fields().Select(field => new TestCaseData(field.Action, field.Field));
}
