using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PromotionEngine.Tests.Notifications;

/// <summary>Lets the framework's mail client trust one certificate of a test, and no other that it would not trust anyway.</summary>
internal sealed class TrustedCertificate : IDisposable
{
#pragma warning disable SYSLIB0014, MA0039 // The mail client asks nowhere else whom to trust, and no authority signs for a test.
    private readonly RemoteCertificateValidationCallback? _before = ServicePointManager.ServerCertificateValidationCallback;

    public TrustedCertificate(X509Certificate2 certificate)
    {
        var thumbprint = certificate.Thumbprint;
        ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, errors) =>
            errors == SslPolicyErrors.None || string.Equals(shown?.GetCertHashString(), thumbprint, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = _before;
#pragma warning restore SYSLIB0014, MA0039
}
