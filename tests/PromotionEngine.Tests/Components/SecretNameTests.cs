using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

public sealed class SecretNameTests
{
    [TestCase("password")]
    [TestCase("host")]
    [TestCase("url")]
    [TestCase("port")]
    [TestCase("EncryptedValue")]
    [TestCase("apiKey")]
    [TestCase("APIKEY")]
    [TestCase("apiToken")]
    [TestCase("secretKey")]
    [TestCase("clientSecret")]
    [TestCase("connectionString")]
    [TestCase("jdbcUrl")]
    [TestCase("privateKey")]
    [TestCase("keystorePassword")]
    [TestCase("proxyPassword")]
    [TestCase("userPasswordHash")]
    [TestCase("MYSECRETS")]
    [TestCase("accessTokenUri")]
    [TestCase("Credentials")]
    [TestCase("secret-key")]
    [TestCase("X-Api-Key")]
    [TestCase("api_key")]
    [TestCase("api.key")]
    [TestCase("api key")]
    [TestCase("APIKey")]
    [TestCase("apiKey2")]
    [TestCase("SIGNING_KEY")]
    [TestCase("key")]
    public void IsSecret_NameOfASecret_IsTrue(string name) => Assert.That(SecretName.IsSecret(name), Is.True);

    [TestCase("keyField")]
    [TestCase("monkey")]
    [TestCase("MONKEY")]
    [TestCase("keyElement")]
    [TestCase("turkey")]
    [TestCase("hostname")]
    [TestCase("urlPath")]
    [TestCase("report")]
    [TestCase("portal")]
    [TestCase("keys")]
    [TestCase("pass")]
    [TestCase("")]
    [TestCase("ke")]
    public void IsSecret_OtherName_IsFalse(string name) => Assert.That(SecretName.IsSecret(name), Is.False);

    [TestCase(32, true)]
    [TestCase(128, true)]
    [TestCase(31, false)]
    [TestCase(33, false)]
    [TestCase(0, false)]
    public void IsHashLike_HexDigits_ByLength(int length, bool expected) => Assert.That(SecretName.IsHashLike(new string('f', length)), Is.EqualTo(expected));

    [Test]
    public void IsHashLike_OtherCharacters_IsFalse() => Assert.That(SecretName.IsHashLike(new string('g', 64)), Is.False);
}
