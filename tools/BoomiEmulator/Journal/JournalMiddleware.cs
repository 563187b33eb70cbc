namespace BoomiEmulator.Journal;

/// <summary>Writes every request into the journal when it is done, whatever became of it.</summary>
internal sealed class JournalMiddleware(RequestDelegate next, RequestJournal journal, TimeProvider time, Platform.PlatformEndpoint platform)
{
    /// <summary>Runs the rest of the pipeline and records the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var call = EmulatorCall.Of(context, platform.ObjectName);
        context.Features.Set(call);
        var began = time.GetUtcNow();
        var stamp = time.GetTimestamp();
        var done = false;
        try
        {
            await next(context);
            done = true;
        }
        finally
        {
            var request = context.Request;
            var status = call.Cut ? 0 : done ? context.Response.StatusCode : 500;
            journal.Add(new JournalEntry(
                0, began, request.Method, request.Path + request.QueryString.Value, call.Account, call.User, call.Operation, status,
                time.GetElapsedTime(stamp).TotalMilliseconds, call.Fault));
        }
    }
}
