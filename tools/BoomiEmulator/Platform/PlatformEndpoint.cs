using System.Collections.Frozen;
using System.Text;
using BoomiEmulator.Journal;
using BoomiEmulator.Limits;
using BoomiEmulator.State;
using BoomiEmulator.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace BoomiEmulator.Platform;

/// <summary>The Platform API: finds the caller, the account and the object, and writes what the object answers.</summary>
internal sealed class PlatformEndpoint
{
    private readonly World _world;
    private readonly EmulatorSettings _settings;
    private readonly Callers _callers;
    private readonly RequestRate _rate;
    private readonly TimeProvider _time;
    private readonly FrozenDictionary<string, Resource> _resources;

    /// <summary>An endpoint over a world.</summary>
    public PlatformEndpoint(World world, EmulatorSettings settings, Callers callers, TimeProvider time)
    {
        _world = world;
        _settings = settings;
        _callers = callers;
        _time = time;
        _rate = new RequestRate(settings, time);
        var pages = new QueryPages();
        _resources = new Resource[]
        {
            new ComponentResource(),
            new ComponentMetadataResource(pages),
            new ComponentReferenceResource(pages),
            new PackagedComponentResource(pages),
            new PackagedComponentManifestResource(),
            new BranchResource(pages),
            new FolderResource(pages),
            new MergeRequestResource(pages),
            new PublisherIntegrationPackResource(pages),
            new ReleaseIntegrationPackResource(),
            new ReleaseIntegrationPackStatusResource(),
            new IntegrationPackResource(pages),
            new IntegrationPackInstanceResource(pages),
            new IntegrationPackEnvironmentAttachmentResource(pages),
            new EnvironmentResource(pages),
            new DeployedPackageResource(pages),
            new ComponentDiffRequestResource(),
            new AccountResource(pages),
            new EnvironmentExtensionsResource(pages),
            new EnvironmentMapExtensionsSummaryResource(pages),
            new EnvironmentMapExtensionResource(),
            new EmptyResource("EnvironmentConnectionFieldExtensionSummary"),
            new EmptyResource("Atom"),
        }.ToFrozenDictionary(static resource => resource.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The proper spelling of an object's name, or null when there is no such object.</summary>
    public string? ObjectName(string name) => _resources.GetValueOrDefault(name)?.Name;

    /// <summary>Answers a call.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var call = context.Features.GetRequiredFeature<EmulatorCall>();
        var route = call.Route!;
        if (_callers.Identify(context.Request.Headers.Authorization.ToString()) is not { } caller)
        {
            await PlatformText.UnauthorizedAsync(context);
            return;
        }

        try
        {
            RefuseForeign(caller, route);
            if (!_rate.Admit(_settings.Limits.OverrideAccountPays ? route.EffectiveAccount : route.PathAccount))
                throw new PlatformRefusal(503, PlatformText.Busy);

            if (_settings.Delays.Latency is { Ticks: > 0 } latency)
                await Task.Delay(latency, _time, context.RequestAborted);

            if (!_resources.TryGetValue(route.ObjectName, out var resource))
                throw new PlatformRefusal(404, "The requested endpoint does not exist.");

            var answer = Dispatch(resource, route.Action, await ReadAsync(context, route, caller));
            await WriteAsync(context, answer);
        }
        catch (PlatformRefusal refusal)
        {
            await PlatformText.ErrorAsync(context, refusal.Status, refusal.Message);
        }
    }

    /// <summary>Answers the JWT endpoint: a bearer token as text.</summary>
    public Task HandleTokenAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<EmulatorCall>().Operation = "Jwt.generate";
        if (_callers.Identify(context.Request.Headers.Authorization.ToString()) is not { } caller)
            return PlatformText.UnauthorizedAsync(context);

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(_callers.Issue(caller), context.RequestAborted);
    }

    private static PlatformAnswer Dispatch(Resource resource, PlatformAction action, PlatformCall call) => action switch
    {
        PlatformAction.Create => resource.Create(call),
        PlatformAction.Get => resource.Get(call),
        PlatformAction.Update => resource.Update(call),
        PlatformAction.Delete => resource.Delete(call),
        PlatformAction.Query => resource.Query(call),
        PlatformAction.QueryMore => resource.QueryMore(call),
        PlatformAction.Bulk => resource.Bulk(call),
        PlatformAction.Execute => resource.Execute(call),
        _ => throw new PlatformRefusal(404, "The requested endpoint does not exist."),
    };

    private void RefuseForeign(EmulatorCredential caller, PlatformRoute route)
    {
        var allowed = caller.Accounts is null || caller.Accounts.Contains(route.PathAccount, StringComparer.OrdinalIgnoreCase);
        if (!allowed || !_world.IsWithin(route.EffectiveAccount, route.PathAccount))
            throw new PlatformRefusal(403, PlatformText.Denied);
    }

    private async Task<PlatformCall> ReadAsync(HttpContext context, PlatformRoute route, EmulatorCredential caller)
    {
        var body = string.Empty;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            body = await reader.ReadToEndAsync(context.RequestAborted);
        }

        return new PlatformCall
        {
            World = _world,
            AccountId = route.EffectiveAccount,
            PathAccountId = route.PathAccount,
            User = caller.Person,
            Id = route.Id,
            Body = body,
            Address = $"{context.Request.Scheme}://{context.Request.Host}",
            JsonBody = context.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true,
            Settings = _settings,
        };
    }

    private async Task WriteAsync(HttpContext context, PlatformAnswer answer)
    {
        var response = context.Response;
        var switches = _settings.Switches;
        response.StatusCode = answer.Status;
        var json = !answer.XmlOnly && PlatformText.AcceptsJson(context.Request);
        response.ContentType = json ? "application/json" : "application/xml";
        ReadOnlyMemory<byte> body = answer switch
        {
            { Text: { } text } => Encoding.UTF8.GetBytes(text),
            _ when json => JsonAnswer.Write(answer.Body!, switches),
            _ => Encoding.UTF8.GetBytes(XmlAnswer.Write(answer.Body!)),
        };
        var mark = switches.ByteOrderMark ? Encoding.UTF8.Preamble.ToArray() : [];
        response.ContentLength = mark.Length + body.Length;
        if (mark.Length > 0)
            await response.Body.WriteAsync(mark, context.RequestAborted);

        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
