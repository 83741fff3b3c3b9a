package imagefanout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest build, in processes of their own as for all of them. */
class CostBenchmarkTest {
    @TempDir
    private Path folder;

    @Test
    void countsWhatBothRecordersTakeForFiveAmis() throws Exception {
        StringWriter printed = new StringWriter();

        int status = CostBenchmark.run(new PrintWriter(printed), "--folder", folder.toString(), "5");

        assertThat(status).as(printed.toString()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("costs.jsonl"))) {
            lines.add(new JsonMapper().readTree(line));
        }
        assertThat(lines).hasSize(2);
        JsonNode fleet = lines.get(0);
        assertThat(fleet.get("recorder").asText()).isEqualTo("fleet");
        assertThat(fleet.at("/duplicate/requests").asInt()).isEqualTo(1);
        assertThat(fleet.at("/duplicate/writeUnits").asDouble()).isZero();
        assertThat(fleet.at("/queries/latest/requests").asInt()).isBetween(1, 3);
        JsonNode straightforward = lines.get(1);
        assertThat(straightforward.get("requests").asInt()).isEqualTo(5);
        assertThat(straightforward.get("writeUnits").asDouble()).isEqualTo(15);
        assertThat(straightforward.get("hottestPartitionShare").asDouble()).isEqualTo(1);
        assertThat(printed.toString()).contains("1.0000");
    }
}
