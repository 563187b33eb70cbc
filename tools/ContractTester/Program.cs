using ContractTester;

return await ContractTesterCommand.Create().Parse(args).InvokeAsync();
