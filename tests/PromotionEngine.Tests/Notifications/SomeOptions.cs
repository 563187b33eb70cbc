using PromotionEngine.Notifications;

namespace PromotionEngine.Tests.Notifications;

/// <summary>Settings that work.</summary>
internal static class SomeOptions
{
    /// <summary>Mail to a server on this machine.</summary>
    public static MailOptions Mail(int port = 2525) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Security = MailSecurity.None,
        From = "promotions@abc.example",
        LinkBase = new Uri("https://promotions.abc.example/"),
        DeveloperList = ["developers@abc.example"],
        AdminList = ["admins@abc.example"],
    };
}
