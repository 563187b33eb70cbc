using Bogus;

namespace BoomiEmulator.Seeding.Documents;

/// <summary>Trading partners and what belongs to them.</summary>
internal static class PartnerDocuments
{
    /// <summary>An X12 partner over AS2.</summary>
    /// <param name="pen">Plants the secrets.</param>
    /// <param name="profileId">The EDI profile of its orders.</param>
    /// <param name="certificateId">The certificate that signs and encrypts.</param>
    /// <param name="organizationId">The tporganization component; may be null.</param>
    /// <param name="communicationId">The tpcommoptions component; may be null.</param>
    public static string TradingPartner(SeedPen pen, string profileId, string certificateId, string? organizationId = null, string? communicationId = null)
    {
        var password = pen.Encrypted("//AS2SendSettings/AuthSettings/@password");
        var duns = pen.Dice.Number(100_000_000, 999_999_999);
        return $"""
                <TradingPartner xmlns="" classification="tradingpartner" organizationId="{organizationId}" standard="x12">
                  {Contact(pen.Dice.Faker)}
                  <PartnerInfo>
                    <X12PartnerInfo>
                      <X12Options acknowledgementoption="acktranitem" envelopeoption="groupall" fileDelimiter="stardelimited" filteracknowledgements="true" rejectDuplicateInterchange="false" segmentchar="tilde"/>
                      <X12ControlInfo><ISAControlInfo interchangeid="{duns}" interchangeidqual="01" testindicator="T" version="00501"/><GSControlInfo applicationcode="{duns}" gsVersion="005010" respagencycode="X"/></X12ControlInfo>
                    </X12PartnerInfo>
                  </PartnerInfo>
                  <PartnerCommunication>
                    <X12PartnerCommunication>
                      <CommunicationOptions>
                        <CommunicationOption commOption="{(communicationId is null ? "custom" : "component")}" method="as2" sharedCommunicationId="{communicationId}">
                          <CommunicationSettings docType="default">
                            <SettingsObject useMyTradingPartnerSettings="false"><AS2SendSettings authenticationType="BASIC" url="https://as2.{pen.Dice.Faker.Internet.DomainWord()}.example/in"><AuthSettings password="{password}" user="abc"/></AS2SendSettings></SettingsObject>
                            <ActionObjects><ActionObject useMyTradingPartnerOptions="false"><AS2PartnerObject><partnerInfo as2Id="P{duns}" encryptAlias="{certificateId}" mdnAlias="{certificateId}" signAlias="{certificateId}"/></AS2PartnerObject></ActionObject></ActionObjects>
                          </CommunicationSettings>
                        </CommunicationOption>
                      </CommunicationOptions>
                    </X12PartnerCommunication>
                  </PartnerCommunication>
                  <DocumentTypes>
                    <DocumentType profileId="{profileId}" type="850">
                      <PartnerDocumentOptions><X12DocumentOptions expectAckForOutbound="true" use999Ack="false"/></PartnerDocumentOptions>
                      <Tracking><TrackedFields><TrackedField fieldId="{pen.Dice.Number(1000, 9999)}" fieldName="PO Number"><sourcevalues><parametervalue key="0" valueType="profile"><profileelement elementId="5" elementName="BEG03 (Header/BEG/BEG03)" profileId="{profileId}" profileType="profile.edi"/></parametervalue></sourcevalues></TrackedField></TrackedFields></Tracking>
                    </DocumentType>
                  </DocumentTypes>
                  <Archiving enableArchiving="false"/>
                </TradingPartner>
            """;
    }

    public static string Group(IEnumerable<string> partnerIds) => $"""
            <TradingPartnerGroup xmlns="" standard="x12">
              <TradingPartners>{string.Concat(partnerIds.Select((id, at) => $"<TradingPartner keyIndex=\"{at + 1}\" partnerId=\"{id}\" standard=\"x12\"/>"))}</TradingPartners>
            </TradingPartnerGroup>
        """;

    public static string Organization(SeedDice dice) => $"""
            <Organization xmlns="">
              {Contact(dice.Faker)}
            </Organization>
        """;

    /// <summary>A shared communication channel with a login of its own.</summary>
    public static string SharedCommunication(SeedPen pen) => $"""
            <SharedCommunicationChannel xmlns="" communicationType="sftp">
              <SFTPSettings user="edi">{pen.Elements("host", "password")}</SFTPSettings>
            </SharedCommunicationChannel>
        """;

    private static string Contact(Faker faker)
    {
        var (company, person, street, city) = (faker.Company.CompanyName(), faker.Name.FullName(), faker.Address.StreetAddress(), faker.Address.City());
        return $"<ContactInfo address1=\"{SeedPen.Escape(street)}\" city=\"{SeedPen.Escape(city)}\" contactname=\"{SeedPen.Escape(person)}\" country=\"{faker.Address.CountryCode()}\" email=\"edi@{faker.Internet.DomainWord()}.example\" name=\"{SeedPen.Escape(company)}\" phone=\"{faker.Phone.PhoneNumber("+## ### ######")}\"/>";
    }
}
