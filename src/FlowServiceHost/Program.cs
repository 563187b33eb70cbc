using FlowServiceHost.Hosting;

await using var app = FlowServiceHostApp.Build(args);
await app.RunAsync();
