using Promo;

return await PromoCommand.Create().Parse(args).InvokeAsync();
