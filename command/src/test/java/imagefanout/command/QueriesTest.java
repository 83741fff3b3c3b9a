package imagefanout.command;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Narrator;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** The commands that only ask, against the sample builds. No test changes anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueriesTest {
    private static final String GAP = "222222222222";

    private Fleet fleet;

    @BeforeAll
    void start() throws IOException {
        fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()).withSamples());
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    private List<String> withUrl(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.add("--url");
        arguments.add(fleet.api().toString());
        return arguments;
    }

    private CommandRun run(String line) {
        return CommandRun.of(withUrl(line.split(" ")).toArray(String[]::new));
    }

    @Test
    void printsOneAmiIdForScripts() {
        CommandRun latest = run("latest golden-linux --account 111111111111 --region eu-west-1 --quiet");

        assertThat(latest.status()).isZero();
        assertThat(latest.out()).matches("ami-[0-9a-f]{17}\\R");
    }

    @Test
    void endsWithOneWhereThereIsNoAmi() {
        CommandRun latest = run("latest golden-linux --account 999999999999");

        assertThat(latest.status()).isEqualTo(1);
        assertThat(latest.err().lines()).singleElement().asString().contains("999999999999");
        assertThat(latest.out()).isEmpty();
    }

    @Test
    void showsThePastOfAnAccount() throws IOException {
        CommandRun before = run("account 111111111111 --at 2026-01-04");
        CommandRun after = run("account 111111111111 --at 2026-01-05 --output json");

        assertThat(before.status()).isEqualTo(1);
        assertThat(after.status()).isZero();
        assertThat(after.json().at("/items/0/amis/0/imageArn").asText()).endsWith("golden-linux/1.0.0/1");
    }

    @Test
    void drawsTheMatrixAndTheReasonOfAGap() {
        CommandRun coverage = run("coverage golden-linux");

        assertThat(coverage.status()).isEqualTo(1);
        assertThat(coverage.lines())
                .contains("golden-linux/1.0.0/2 is FAILED: 4 of 5 AMIs", "  222222222222  MISSING    ok")
                .anySatisfy(
                        line -> assertThat(line).startsWith("222222222222 in eu-west-1: AMI Copy Reported Failure"));
    }

    @Test
    void listsWhatIsMissingInEveryPipelineAsCsv() {
        CommandRun missing = run("coverage --missing --output csv");

        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.lines()).hasSize(2);
        assertThat(missing.lines().get(0)).isEqualTo("pipeline,build,Region,account,name,reason");
        assertThat(missing.lines().get(1))
                .startsWith("golden-linux,golden-linux/1.0.0/2,eu-west-1,222222222222,,AMI Copy");
    }

    @Test
    void summarizesEveryPipeline() {
        CommandRun coverage = run("coverage");

        assertThat(coverage.lines())
                .anySatisfy(line -> assertThat(line).contains("golden-linux/1.0.0/2", "4 of 5 AMIs"))
                .anySatisfy(line -> assertThat(line).contains("app-container"));
    }

    @Test
    void listsBuildsNewestFirst() {
        CommandRun builds = run("builds golden-linux --limit 2 --output csv");

        assertThat(builds.status()).isZero();
        assertThat(builds.lines()).hasSize(3);
        assertThat(builds.lines().get(1)).startsWith("golden-linux/1.0.0/3,CANCELLED");
    }

    @Test
    void listsPipelinesByVolumeType() {
        assertThat(run("builds --volume-type io2").out()).contains("golden-linux");
        assertThat(run("builds --volume-type io1").out()).contains("No pipeline");
    }

    @Test
    void showsABuildWithItsMissingAmis() throws IOException {
        CommandRun build = run("build golden-linux/1.0.0/2 --region eu-west-1");
        CommandRun json = run("build golden-linux/1.0.0/2 --output json");

        assertThat(build.out()).contains("Volume: /dev/xvda io2, 50 GiB", "MISSING");
        assertThat(json.json().path("amis")).hasSize(5);
    }

    @Test
    void tracesAnAmi() {
        String ami = run("latest golden-linux --account " + GAP + " --region eu-west-1 --quiet")
                .out()
                .strip();

        CommandRun trace = run("ami " + ami);

        assertThat(trace.status()).isZero();
        assertThat(trace.out())
                .contains(ami + " is the AMI of golden-linux/1.0.0/1 for 222222222222 in eu-west-1")
                .contains("It is the latest AMI there.");
    }

    @Test
    void answersForImagesWithoutAPipeline() {
        CommandRun latest = run("latest image/hand-made");

        assertThat(latest.status()).isZero();
        assertThat(latest.out()).contains("hand-made/1.0.0/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "latest golden-linux --account 12",
                "latest golden-linux --region here",
                "latest golden-linux --at yesterday",
                "latest golden-linux --no-such-option",
                "latest Golden!",
                "latest arn:aws:imagebuilder:us-east-1:1:image-pipeline/x",
                "coverage golden-linux extra",
                "builds golden-linux --limit 0",
                "builds golden-linux --limit many",
                "builds golden-linux --state NOPE",
                "builds golden-linux --volume-type io1",
                "builds --volume-type io9",
                "builds --state FAILED",
                "build golden-linux",
                "build golden-linux/1.0/1",
                "build golden-linux/1.0.0/0",
                "ami ami-1",
                "account 1",
                "account 111111111111 --pipeline A",
                "account 111111111111 --output yaml",
                "account 111111111111 --stack other",
                "no-such-command"
            })
    void refusesInvalidInputInOneLine(String line) {
        CommandRun refused = run(line);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines()).singleElement().asString().startsWith("image-fanout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest golden-linux",
                "coverage",
                "coverage golden-linux",
                "coverage --missing",
                "builds",
                "builds golden-linux",
                "build golden-linux/1.0.0/2",
                "account 111111111111",
                "why 222222222222 eu-west-1",
                "sync status",
                "accounts show",
                "doctor"
            })
    void printsJsonAndCsvForScripts(String line) throws IOException {
        CommandRun json = run(line + " --output json");
        CommandRun csv = run(line + " --output csv");

        assertThat(json.json().isContainerNode()).isTrue();
        assertThat(json.err()).isEmpty();
        int columns = csv.lines().get(0).split(",").length;
        assertThat(csv.lines()).hasSizeGreaterThan(1).allSatisfy(row -> assertThat(
                        row.replaceAll("\"[^\"]*\"", "").split(",", -1))
                .hasSize(columns));
        assertThat(csv.status()).isEqualTo(json.status()).isEqualTo(run(line).status());
    }

    @Test
    void theServedFleetSaysWhatItHas() throws IOException {
        StringWriter said = new StringWriter();
        new Narrator(new PrintWriter(said), Ansi.OFF).serving(fleet);

        assertThat(said.toString())
                .contains(fleet.api() + "/")
                .contains(run("builds --output json").json().findValuesAsText("pipelineArn").stream()
                        .map(arn -> arn.replaceFirst(".*/", ""))
                        .toList())
                .contains(run("accounts show --output json").json().findValuesAsText("accountId"))
                .contains("coverage golden-linux --url " + fleet.api());
    }

    @Test
    void endsWithThreeWhereNothingListens() {
        CommandRun unreachable = CommandRun.of("builds", "--url", "http://127.0.0.1:1");

        assertThat(unreachable.status()).isEqualTo(3);
        assertThat(unreachable.err().lines()).singleElement().asString().contains("http://127.0.0.1:1");
    }

    @Test
    void fitsTheTerminal() {
        CommandRun builds = CommandRun.onTerminal(
                withUrl("builds", "golden-linux", "--width", "72").toArray(String[]::new));

        assertThat(builds.lines().stream().map(line -> line.replaceAll("\u001B\\[[0-9]*m", "")))
                .filteredOn(line -> line.startsWith("  "))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(72));
        assertThat(builds.out()).contains("\u001B[31mFAILED\u001B[0m", "…");
    }
}
