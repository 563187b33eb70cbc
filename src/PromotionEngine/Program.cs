using PromotionEngine.Hosting;

await using var app = await EngineApp.BuildAsync(args);
await app.RunAsync();
