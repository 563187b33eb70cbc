using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Schedulers.Tests;

/// <summary>What the list of jobs answers when it cannot be read.</summary>
[TestFixture]
public sealed class JobsPageTests
{
    [Test]
    public async Task Answer_WhileTheDatabaseIsAway_IsThatItCannotBeRead()
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Connection = { RemoteIpAddress = IPAddress.Loopback }, Response = { Body = body } };

        var answer = await JobsPage.AnswerAsync(context, new JobList(new NoDatabase(), history: null!), new SchedulerOptions());
        await answer.ExecuteAsync(context);

        Assert.That(context.Response.StatusCode, Is.EqualTo(StatusCodes.Status503ServiceUnavailable));
        Assert.That(System.Text.Encoding.UTF8.GetString(body.ToArray()), Does.Contain("Schedulers:Postgres cannot be read now: Connection refused"));
    }

    private sealed class NoDatabase : ISchedulerFactory
    {
        public ValueTask<List<IScheduler>> GetAllSchedulers(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IScheduler> GetScheduler(CancellationToken cancellationToken = default) => throw new JobPersistenceException("Failed to obtain a connection", new IOException("Connection refused"));

        public ValueTask<IScheduler?> LookupScheduler(string schedName, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
