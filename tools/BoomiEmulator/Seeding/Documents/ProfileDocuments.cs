using System.Text;

namespace BoomiEmulator.Seeding.Documents;

/// <summary>Profiles: what documents look like. Keys count up from 1; the first field of every profile has key
/// <see cref="FirstFieldKey"/>.</summary>
internal static class ProfileDocuments
{
    /// <summary>The key of a profile's first field.</summary>
    public const int FirstFieldKey = 5;

    public static string Json(IReadOnlyList<ProfileField> fields)
    {
        var entries = new StringBuilder();
        for (var at = 0; at < fields.Count; at++)
        {
            var field = fields[at];
            entries.Append($"""
                          <JSONObjectEntry dataType="{field.DataType}" isMappable="true" isNode="true" key="{FirstFieldKey + at}" name="{field.Name}">{field.Format}</JSONObjectEntry>

                """);
        }

        return $"""
                <JSONProfile strict="false">
                  <DataElements>
                    <JSONRootValue dataType="character" isMappable="true" isNode="true" key="1" name="Root">
                      <DataFormat><ProfileCharacterFormat/></DataFormat>
                      <JSONArray elementType="repeating" isMappable="false" isNode="true" key="2" name="Array">
                        <JSONArrayElement dataType="character" isMappable="false" isNode="true" key="3" maxOccurs="-1" minOccurs="0" name="ArrayElement1">
                        <JSONObject isMappable="false" isNode="true" key="4" name="Object">
            {entries}            </JSONObject>
                        </JSONArrayElement>
                      </JSONArray>
                      <Qualifiers><QualifierList/></Qualifiers>
                    </JSONRootValue>
                  </DataElements>
                  <tagLists/>
                </JSONProfile>
            """;
    }

    public static string Xml(string root, IReadOnlyList<ProfileField> fields)
    {
        var elements = new StringBuilder();
        for (var at = 0; at < fields.Count; at++)
        {
            var field = fields[at];
            elements.Append($"""
                          <XMLElement dataType="{field.DataType}" isMappable="true" isNode="true" key="{FirstFieldKey + at}" maxOccurs="1" minOccurs="0" name="{field.Name}" useNamespace="-1">{field.Format}</XMLElement>

                """);
        }

        return $"""
                <XMLProfile xmlns="" modelVersion="2" strict="true">
                  <ProfileProperties>
                    <XMLGeneralInfo/>
                    <XMLOptions encoding="utf8" implicitElementOrdering="true" parseRespectMaxOccurs="true"><XMLFlavor><CustomStandardFlavor/></XMLFlavor></XMLOptions>
                  </ProfileProperties>
                  <DataElements>
                    <XMLElement dataType="character" isMappable="false" isNode="true" key="1" maxOccurs="1" minOccurs="0" name="{root}" useNamespace="-1">
                      <DataFormat><ProfileCharacterFormat/></DataFormat>
                      <XMLElement dataType="character" isMappable="false" isNode="true" key="2" maxOccurs="-1" minOccurs="0" name="{root}Line" useNamespace="-1">
                        <DataFormat><ProfileCharacterFormat/></DataFormat>
                        <XMLAttribute dataType="character" isMappable="true" isNode="true" key="3" name="lang" required="false" useNamespace="-1"><DataFormat><ProfileCharacterFormat/></DataFormat></XMLAttribute>
            {elements}          </XMLElement>
                    </XMLElement>
                  </DataElements>
                  <Namespaces><XMLNamespace key="-1" name="Empty Namespace"><Types/></XMLNamespace></Namespaces>
                  <tagLists/>
                </XMLProfile>
            """;
    }

    public static string Database(string table, IReadOnlyList<ProfileField> fields)
    {
        var columns = new StringBuilder();
        for (var at = 0; at < fields.Count; at++)
        {
            var field = fields[at];
            columns.Append($"""
                          <DatabaseElement dataType="{field.DataType}" enforceUnique="false" isMappable="true" isNode="true" key="{FirstFieldKey + at}" mandatory="{(at == 0 ? "true" : "false")}" name="{field.Name}">{field.Format}</DatabaseElement>

                """);
        }

        var names = string.Join(", ", fields.Select(field => field.Name));
        return $"""
                <DatabaseProfile strict="true" version="2">
                  <ProfileProperties><DatabaseGeneralInfo executionType="dbread"/></ProfileProperties>
                  <DataElements>
                    <DBStatement isNode="true" key="2" name="Statement" statementType="select" storedProcedure="" tableName="">
                      <DBFields isNode="true" key="3" name="Fields" type="result_set">
            {columns}          </DBFields>
                      <DBParameters isNode="true" key="4" name="Parameters"/>
                      <sql>SELECT {names}
            FROM {table}
            WHERE changed_at &gt;= ? AND state &lt;&gt; 'CANCELLED'</sql>
                    </DBStatement>
                  </DataElements>
                </DatabaseProfile>
            """;
    }

    public static string FlatFile(IReadOnlyList<ProfileField> fields)
    {
        var elements = new StringBuilder();
        for (var at = 0; at < fields.Count; at++)
        {
            var field = fields[at];
            elements.Append($"""
                            <FlatFileElement dataType="{field.DataType}" enforceUnique="false" isMappable="true" isNode="true" key="{FirstFieldKey + at}" mandatory="false" maxLength="0" minLength="0" name="{field.Name}" useToIdentifyFormat="false" validateData="false">{field.Format}</FlatFileElement>

                """);
        }

        return $"""
                <FlatFileProfile modelVersion="2" strict="true">
                  <ProfileProperties>
                    <GeneralInfo fileType="delimited" useColumnHeaders="true"/>
                    <Options><DataOptions/><DelimitedOptions fileDelimiter="commadelimited" removeEscape="true" textQualifier="doublequote"/></Options>
                  </ProfileProperties>
                  <DataElements>
                    <FlatFileRecord detectFormat="numberofcolumns" isNode="true" key="1" name="Record">
                      <FlatFileElements isNode="true" key="2" name="Elements">
            {elements}          </FlatFileElements>
                    </FlatFileRecord>
                  </DataElements>
                </FlatFileProfile>
            """;
    }

    public static string Edi(string transaction, IReadOnlyList<ProfileField> fields)
    {
        var elements = new StringBuilder();
        for (var at = 0; at < fields.Count; at++)
        {
            var field = fields[at];
            elements.Append($"""
                            <EdiDataElement dataType="AN" isMappable="true" isNode="true" key="{FirstFieldKey + at}" mandatory="{(at < 2 ? "true" : "false")}" maxLength="35" minLength="1" name="{field.Name}">{field.Format}</EdiDataElement>

                """);
        }

        return $"""
                <EdiProfile strict="true">
                  <ProfileProperties>
                    <EdiGeneralInfo conditionalValidationEnabled="true" standard="x12"/>
                    <EdiFileOptions fileType="delimited"><EdiDelimitedOptions fileDelimiter="stardelimited" repeatDelimiter="tildedelimited" segmentchar="newline"/><EdiDataOptions/></EdiFileOptions>
                    <EdiOptions><EdiX12Options isacontrolstandard="U" isacontrolversion="00501" stdversion="5010" tranfuncid="PO" transmission="{transaction}"/></EdiOptions>
                  </ProfileProperties>
                  <DataElements>
                    <EdiLoop isContainer="true" isNode="true" key="1" loopId="1" loopRepeat="1" loopingOption="unique" name="Header">
                      <EdiSegment isNode="true" key="4" loopingOption="unique" mandatory="true" maxUse="1" name="BEG" position="020" segmentName="Beginning of order">
            {elements}          </EdiSegment>
                    </EdiLoop>
                    <EdiLoop isContainer="true" isNode="true" key="2" loopId="2" loopRepeat="-1" loopingOption="unique" name="Detail"/>
                    <EdiLoop isContainer="true" isNode="true" key="3" loopId="3" loopRepeat="1" loopingOption="unique" name="Summary"/>
                  </DataElements>
                  <tagLists/>
                </EdiProfile>
            """;
    }
}
