using Schedulers;

await using var app = SchedulersApp.Build(args);
await app.RunAsync();
