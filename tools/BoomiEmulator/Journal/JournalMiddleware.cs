namespace BoomiEmulator.Journal;

/// <summary>
/// Writes every request into the journal, whatever becomes of it: just before its answer begins or its connection is cut,
/// so that whoever has an answer finds the request there.
/// </summary>
internal sealed class JournalMiddleware(RequestDelegate next, RequestJournal journal, TimeProvider time, Platform.PlatformEndpoint platform)
{
    /// <summary>Runs the rest of the pipeline and records the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var call = EmulatorCall.Of(context, platform.ObjectName);
        context.Features.Set(call);
        var began = time.GetUtcNow();
        var stamp = time.GetTimestamp();
        var recorded = false;
        call.Ending = () => Record(context.Response.StatusCode);
        context.Response.OnStarting(() =>
        {
            call.Ending();
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            call.Ending();
        }
        finally
        {
            Record(StatusCodes.Status500InternalServerError);
        }

        void Record(int status)
        {
            if (recorded)
            {
                return;
            }

            recorded = true;
            var request = context.Request;
            journal.Add(new JournalEntry(
                0, began, request.Method, request.Path + request.QueryString.Value, call.Account, call.User, call.Operation, call.Cut ? 0 : status,
                time.GetElapsedTime(stamp).TotalMilliseconds, call.Fault));
        }
    }
}
