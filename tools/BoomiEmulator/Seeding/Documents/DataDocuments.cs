using System.Text;

namespace BoomiEmulator.Seeding.Documents;

/// <summary>Components that hold values: process properties, cross references, caches, queues, certificates, libraries.</summary>
internal static class DataDocuments
{
    /// <summary>Process properties. One is called <c>host</c>, which is configuration and must survive; one is of the hidden type and
    /// listed under <c>encryptedValues</c>.</summary>
    /// <param name="pen">Plants the values.</param>
    /// <param name="keys">The keys of the properties; at least three, of which the last is the hidden one's.</param>
    /// <param name="withHidden">False leaves the hidden property out.</param>
    public static string ProcessProperties(SeedPen pen, IReadOnlyList<string> keys, bool withHidden = true)
    {
        var hidden = string.Empty;
        if (withHidden)
        {
            var path = $"//DefinedProcessProperties/definedProcessProperty[@key='{keys[^1]}']/defaultValue";
            hidden = $"""
                        <definedProcessProperty key="{keys[^1]}"><helpText>Given by the ledger team</helpText><label>Ledger passphrase</label><type>password</type><defaultValue>{pen.Encrypted(path)}</defaultValue><allowedValues/><persisted>false</persisted></definedProcessProperty>

                """;
        }

        return $"""
                <DefinedProcessProperties xmlns="">
                  <definedProcessProperty key="{keys[0]}"><helpText>Site that stamps documents</helpText><label>Site</label><type>string</type><defaultValue>{SeedPen.Escape(pen.Dice.Faker.Address.City())}</defaultValue><allowedValues/><persisted>false</persisted></definedProcessProperty>
                  <definedProcessProperty key="{keys[1]}"><helpText>Rows a batch</helpText><label>Batch size</label><type>number</type><defaultValue>{pen.Dice.Number(10, 500)}</defaultValue><allowedValues><allowedValueSet label="Small" value="50"/><allowedValueSet label="Large" value="500"/></allowedValues><persisted>false</persisted></definedProcessProperty>
                  <definedProcessProperty key="host"><helpText>Shown in mails</helpText><label>host</label><type>string</type><defaultValue>{pen.Keep("host")}</defaultValue><allowedValues/><persisted>false</persisted></definedProcessProperty>
            {hidden}    </DefinedProcessProperties>
            """;
    }

    public static string CrossReference(SeedDice dice, int rows)
    {
        var lines = new StringBuilder();
        for (var at = 0; at < rows; at++)
        {
            var country = SeedPen.Escape(dice.Faker.Address.Country());
            lines.Append($"""
                        <row><Values><ref colIdx="0" value="{dice.Faker.Address.CountryCode()}"/><ref colIdx="1" value="{country}"/><ref colIdx="2" value="{dice.Number(100, 999)}"/></Values></row>

                """);
        }

        return $"""
                <CrossRefTable xmlns="" atomEnabled="false" modelVersion="3">
                  <ColumnHeaders><columnHeader>code</columnHeader><columnHeader>meaning</columnHeader><columnHeader>number</columnHeader></ColumnHeaders>
                  <Rows>
            {lines}      </Rows>
                </CrossRefTable>
            """;
    }

    public static string DocumentCache(string profileId, string profileType, string indexName) => $"""
            <DocumentCache enforceSingleLucene="true" profile="{profileId}" profileType="{profileType}">
              <CacheIndex indexId="1" indexName="{indexName}">
                <cacheKey alias="{indexName}" elementKey="{ProfileDocuments.FirstFieldKey}" id="1" keyType="profile" name="{indexName} (Root/Array/ArrayElement1/Object/{indexName})" taglistKey="0" xsi:type="ProfileElementKeyConfig"/>
              </CacheIndex>
            </DocumentCache>
        """;

    public static string Queue(string queueName) => $"""
            <Queue xmlns="" name="{queueName}" type="PointToPoint"/>
        """;

    /// <summary>An X.509 certificate with its private key, which the platform lists as encrypted.</summary>
    public static string Certificate(SeedPen pen) => $"""
            <Certificate xmlns="" alias="{pen.Dice.Faker.Internet.DomainWord()}" certificateType="x509" serial="{pen.Dice.Hex(24)}">
              <publicCertificate>{Convert.ToBase64String(Encoding.ASCII.GetBytes("public " + pen.Dice.Hex(60)))}</publicCertificate>
              <keyMaterial format="pkcs8">{pen.Encrypted("//Certificate/keyMaterial")}</keyMaterial>
              <passphrase value="{pen.Encrypted("//Certificate/passphrase/@value")}"/>
            </Certificate>
        """;

    public static string PgpCertificate(SeedPen pen) => $"""
            <PGPCertificate xmlns="" keyId="{pen.Dice.Hex(16)}" userId="{SeedPen.Escape(pen.Dice.Faker.Company.CompanyName())}">
              <publicPart>{Convert.ToBase64String(Encoding.ASCII.GetBytes("ring " + pen.Dice.Hex(40)))}</publicPart>
              <passphrase value="{pen.Encrypted("//PGPCertificate/passphrase/@value")}"/>
            </PGPCertificate>
        """;

    public static string CustomLibrary(SeedDice dice, string file) => $"""
            <CustomLibrary xmlns="" customLibraryType="SCRIPTING">
              <Files><File fileId="{dice.Hex(32)}" name="{file}" size="{dice.Number(20_000, 400_000)}"/></Files>
            </CustomLibrary>
        """;
}
