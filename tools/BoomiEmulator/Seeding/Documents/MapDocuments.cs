using System.Text;

namespace BoomiEmulator.Seeding.Documents;

/// <summary>Maps and the functions that they use.</summary>
internal static class MapDocuments
{
    /// <summary>A map of the first fields of one profile onto those of another.</summary>
    /// <param name="fromProfile">The id of the source profile.</param>
    /// <param name="toProfile">The id of the target profile.</param>
    /// <param name="fields">How many fields are mapped one to one.</param>
    /// <param name="steps">Function steps, made by the methods below with keys from 1.</param>
    /// <param name="joins">Document caches that the map joins.</param>
    /// <param name="fallback">A default for the last field.</param>
    public static string Map(
        string fromProfile, string toProfile, int fields, IReadOnlyList<string>? steps = null, IReadOnlyList<string>? joins = null, string fallback = "EUR")
    {
        var mappings = new StringBuilder();
        for (var key = ProfileDocuments.FirstFieldKey; key < ProfileDocuments.FirstFieldKey + fields; key++)
        {
            mappings.Append($"""
                        <Mapping fromKey="{key}" fromType="profile" toKey="{key}" toType="profile"/>

                """);
        }

        var functions = new StringBuilder();
        foreach (var (step, key) in (steps ?? []).Select((step, at) => (step, at + 1)))
        {
            functions.Append(step).Append('\n');
            mappings.Append($"""
                        <Mapping fromKey="{ProfileDocuments.FirstFieldKey}" fromType="profile" toFunction="{key}" toKey="1" toType="function"/>
                        <Mapping fromFunction="{key}" fromKey="2" fromType="function" toKey="{ProfileDocuments.FirstFieldKey + fields}" toType="profile"/>

                """);
        }

        var cacheJoins = string.Concat((joins ?? []).Select((cache, at) => $"""
                        <DocumentCacheJoin docCache="{cache}" docCacheIndex="1" joinIndex="{at + 1}"><cacheJoinKey cacheKeyId="1" srcElementKey="{ProfileDocuments.FirstFieldKey}"/></DocumentCacheJoin>

            """));
        return $"""
                <Map fromProfile="{fromProfile}" toProfile="{toProfile}">
                  <Mappings>
            {mappings}      </Mappings>
                  <Functions optimizeExecutionOrder="true">
            {functions}      </Functions>
                  <Defaults><Default toKey="{ProfileDocuments.FirstFieldKey + fields}" value="{SeedPen.Escape(fallback)}"/></Defaults>
                  <DocumentCacheJoins>
            {cacheJoins}      </DocumentCacheJoins>
                </Map>
            """;
    }

    /// <summary>A step that calls a transform.function component.</summary>
    public static string UserDefinedStep(int key, string functionId, string name) => $"""
                    <FunctionStep category="userdefined" id="{functionId}" key="{key}" name="{SeedPen.Escape(name)}" position="{key}" type="userdefined" x="10.0" y="{key * 90}.0">
                      <Inputs><Input key="1" name="in_value"/></Inputs><Outputs><Output key="2" name="out_value"/></Outputs><Configuration/>
                    </FunctionStep>
        """;

    /// <summary>A step that runs a script.mapping component; as the real editor does, it keeps a copy of the script.</summary>
    public static string ScriptStep(int key, string scriptId, string script) => $"""
                    <FunctionStep cacheEnabled="true" category="Scripting" key="{key}" name="Scripting" position="{key}" sumEnabled="false" type="Scripting" x="10.0" y="{key * 90}.0">
                      <Inputs><Input key="1" name="gross"/></Inputs><Outputs><Output key="2" name="net"/></Outputs>
                      <Configuration><Scripting componentId="{scriptId}" language="groovy2" preserveOrder="true" useCache="true" useComponent="true"><ScriptToExecute><![CDATA[{script}]]></ScriptToExecute></Scripting></Configuration>
                    </FunctionStep>
        """;

    /// <summary>A step that looks a value up in a crossref component.</summary>
    public static string CrossReferenceStep(int key, string tableId) => $"""
                    <FunctionStep cacheEnabled="true" cacheOption="none" category="Lookup" key="{key}" name="Cross Reference Lookup" position="{key}" sumEnabled="false" type="CrossRefLookup" x="10.0" y="{key * 90}.0">
                      <Inputs><Input key="1" name="code"/></Inputs><Outputs><Output key="2" name="meaning"/></Outputs>
                      <Configuration><CrossRefLookup crossRefTableId="{tableId}" skipLookupIfNoInputs="true"><Input index="1" name="code" refId="1"/><Output index="2" name="meaning" refId="2"/></CrossRefLookup></Configuration>
                    </FunctionStep>
        """;

    /// <summary>A step that calls a connector from inside the map.</summary>
    public static string ConnectorStep(int key, string connectorType, string connectionId, string operationId, string responseProfile) => $"""
                    <FunctionStep cacheEnabled="true" cacheOption="none" category="Connector" key="{key}" name="Connector Call" position="{key}" sumEnabled="false" type="ConnectorCall" x="10.0" y="{key * 90}.0">
                      <Inputs><Input key="1" name="number"/></Inputs><Outputs><Output key="2" name="answer"/></Outputs>
                      <Configuration><ConnectorCall actionType="Get" connectionId="{connectionId}" connectorType="{connectorType}" enforceSingleResult="true" operationId="{operationId}" output-profile="{responseProfile}" parameter-profile="EMBEDDED|HttpParameterChooser|{operationId}"><Input index="1" key="2000001" name="number"/><Output index="2" key="6" name="answer"/></ConnectorCall></Configuration>
                    </FunctionStep>
        """;

    /// <summary>A transform.function component that trims, and appends a suffix.</summary>
    /// <param name="suffix">What to append.</param>
    /// <param name="innerFunctionId">Another function that it calls, if any.</param>
    public static string Function(string suffix, string? innerFunctionId = null)
    {
        var inner = innerFunctionId is null ? string.Empty : UserDefinedStep(4, innerFunctionId, "Inner function") + "\n";
        return $"""
                <Function xmlns="">
                  <Inputs><Input key="1" name="in_value"/></Inputs>
                  <Outputs><Output key="1" name="out_value"/></Outputs>
                  <Steps>
                    <FunctionStep cacheEnabled="true" cacheOption="none" category="String" key="2" name="Trim Whitespace" position="1" sumEnabled="false" type="StringTrim" x="100.0" y="100.0">
                      <Inputs><Input key="1" name="Original String"/></Inputs><Outputs><Output key="2" name="Result"/></Outputs><Configuration/>
                    </FunctionStep>
                    <FunctionStep cacheEnabled="true" cacheOption="none" category="String" key="3" name="String Append" position="2" sumEnabled="false" type="StringAppend" x="400.0" y="100.0">
                      <Inputs><Input key="1" name="Original String"/><Input default="{SeedPen.Escape(suffix)}" key="2" name="Char to Append"/></Inputs><Outputs><Output key="3" name="Result"/></Outputs><Configuration/>
                    </FunctionStep>
            {inner}      </Steps>
                  <Mappings>
                    <Mapping fromFunction="0" fromKey="1" fromType="function" toFunction="2" toKey="1" toType="function"/>
                    <Mapping fromFunction="2" fromKey="2" fromType="function" toFunction="3" toKey="1" toType="function"/>
                    <Mapping fromFunction="3" fromKey="3" fromType="function" toFunction="0" toKey="1" toType="function"/>
                  </Mappings>
                </Function>
            """;
    }
}
