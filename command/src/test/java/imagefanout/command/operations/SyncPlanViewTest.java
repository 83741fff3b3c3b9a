package imagefanout.command.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.command.terminal.OutputFormat;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class SyncPlanViewTest {
    private static final String HELD = """
            {"dryRun": true, "accounts": 3, "badRows": [], "warnings": [], "failures": [], "configurations": [
              {"name": "everywhere", "groups": ["prod"], "outcome": "HELD", "digest": "2efbbcfbee6485d535845de25502e249",
               "reasons": ["2 of 4 accounts would be removed; the limit without approval is 1."],
               "plan": [
                 {"region": "eu-west-1", "add": ["444444444444"], "remove": [], "held": ["222222222222", "333333333333"],
                  "ssmParameters": [{"name": "/golden", "add": ["444444444444"], "remove": []}]},
                 {"region": "us-east-1", "add": ["444444444444"], "remove": ["555555555555"], "held": ["222222222222"],
                  "ssmParameters": [{"name": "/golden", "add": ["444444444444"], "remove": [], "removeCount": 101}]}],
               "applied": []}]}
            """;

    private static Printout view() throws IOException {
        return SyncPlanView.of(JsonMapper.builder().build().readTree(HELD), Map.of("222222222222", "stage"));
    }

    private static String printed(OutputFormat format) throws IOException {
        StringWriter out = new StringWriter();
        view().print(new Terminal(new PrintWriter(out), new PrintWriter(out), Ansi.OFF, 0), format);
        return out.toString();
    }

    @Test
    void showsEachAccountWithItsRegionsAndWhatAnApprovalWouldDo() throws IOException {
        assertThat(printed(OutputFormat.TEXT).lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "everywhere is HELD (groups prod)",
                        "+ 444444444444 eu-west-1 us-east-1",
                        "- 555555555555 us-east-1",
                        "- 222222222222 stage eu-west-1 us-east-1 on hold",
                        "- 333333333333 eu-west-1 on hold",
                        "SSM parameter /golden: 2 to add, 101 to remove (accounts × Regions)",
                        "2 of 4 accounts would be removed; the limit without approval is 1.",
                        "Plan: 1 to add, 1 to remove, 2 on hold (accounts)",
                        "To approve it: image-fanout sync approve 2efbbcfbee6485d535845de25502e249 --reason TEXT. That would"
                                + " also add 0 and remove 2 of those on hold, once.");
    }

    @Test
    void isIncompleteWhileSomethingIsOnHold() throws IOException {
        assertThat(view().isComplete()).isFalse();
    }

    @Test
    void hasOneCsvLineForEachAccountAndRegion() throws IOException {
        assertThat(printed(OutputFormat.CSV).lines())
                .hasSize(7)
                .contains("everywhere,HELD,-,222222222222,stage,us-east-1,true");
    }
}
