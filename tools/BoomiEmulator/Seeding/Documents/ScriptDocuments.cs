namespace BoomiEmulator.Seeding.Documents;

/// <summary>Scripts and stylesheets.</summary>
internal static class ScriptDocuments
{
    /// <summary>Groovy that splits a tax off an amount; used by a script.mapping component and by the copy in a map.</summary>
    /// <param name="rate">The tax rate in percent.</param>
    public static string TaxScript(int rate) => $$"""

        // A gross amount that is not a number stays as it is.
        def amount = gross?.isNumber() ? new BigDecimal(gross) : null
        net = amount == null ? gross : (amount / 1.{{rate:00}}).setScale(2, java.math.RoundingMode.HALF_EVEN).toString()

        """;

    public static string MapScript(string script) => $"""
            <MappingScript xmlns="" language="groovy2" preserveOrder="true" useCache="true">
              <script><![CDATA[{script}]]></script>
              <Input dataType="character" index="1" name="gross"/>
              <Output index="2" name="net"/>
            </MappingScript>
        """;

    /// <summary>Groovy that stamps documents with a setting; it names the process property component by its id, and so hides a
    /// reference inside CDATA.</summary>
    /// <param name="propertyComponentId">The process property component.</param>
    /// <param name="propertyKey">The key of a property in it.</param>
    public static string StampScript(string propertyComponentId, string propertyKey) => $$"""

        import com.boomi.execution.ExecutionUtil

        def logger = ExecutionUtil.getBaseLogger()
        def site = ExecutionUtil.getProcessProperty("{{propertyComponentId}}", "{{propertyKey}}")
        for (int i = 0; i < dataContext.getDataCount(); i++) {
            def stream = dataContext.getStream(i)
            def props = dataContext.getProperties(i)
            if (site != null && i < 1000 && !props.containsKey("document.dynamic.userdefined.DDP_SITE")) {
                props.setProperty("document.dynamic.userdefined.DDP_SITE", site)
            }
            dataContext.storeStream(stream, props)
        }
        logger.info("stamped " + dataContext.getDataCount() + " documents & went on")

        """;

    public static string ProcessScript(string script) => $"""
            <ProcessingScript xmlns="" language="groovy2" useCache="true">
              <script><![CDATA[{script}]]></script>
            </ProcessingScript>
        """;

    public static string Stylesheet(string root) => $"""
            <XSLT xmlns="" processor="xalan">
              <stylesheet><![CDATA[<?xml version="1.0"?>
        <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:output method="html" indent="yes"/>
          <xsl:template match="/{root}">
            <html><body><h1><xsl:value-of select="{root}Line/number"/></h1><xsl:apply-templates select="{root}Line"/></body></html>
          </xsl:template>
        </xsl:stylesheet>]]></stylesheet>
            </XSLT>
        """;
}
