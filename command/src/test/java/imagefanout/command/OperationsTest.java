package imagefanout.command;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that change something, and those that look at the whole fleet. Each test leaves the fleet as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
    private static final String DATABASE =
            "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-database/1.0.0";

    private Fleet fleet;

    @BeforeAll
    void start() throws IOException {
        fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()).withSamples());
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    /** Words in single quotes are one argument. */
    private CommandRun run(String line) {
        String[] parts = line.split("'", -1);
        Stream<String> words = Stream.empty();
        for (int i = 0; i < parts.length; i++) {
            words = Stream.concat(
                    words,
                    i % 2 == 1
                            ? Stream.of(parts[i])
                            : Arrays.stream(parts[i].strip().split(" ")).filter(word -> !word.isEmpty()));
        }
        return CommandRun.of(
                Stream.concat(words, Stream.of("--url", fleet.api().toString())).toArray(String[]::new));
    }

    @Test
    void holdsABuildAndReleasesIt() throws IOException {
        CommandRun held = run("hold hand-made/1.0.0/1 --reason 'sshd does not start'");
        CommandRun latest = run("latest image/hand-made");
        CommandRun released = run("release hand-made/1.0.0/1 --reason 'sshd starts & answers' --output json");

        assertThat(held.status()).isZero();
        assertThat(held.out()).contains("hand-made/1.0.0/1 is on hold: sshd does not start");
        assertThat(latest.status()).isEqualTo(1);
        assertThat(latest.err()).contains("sshd does not start");
        assertThat(released.json().path("hold").isNull()).isTrue();
        assertThat(run("latest image/hand-made").status()).isZero();
    }

    @Test
    void tellsTheStoryOfAGap() throws IOException {
        CommandRun why = run("why 222222222222 eu-west-1 golden-linux");

        assertThat(why.status()).isEqualTo(1);
        assertThat(why.out())
                .contains("golden-linux for 222222222222 in eu-west-1")
                .contains("The newest finished build is golden-linux/1.0.0/2: FAILED")
                .contains("Image Builder's reason: AMI Copy Reported Failure")
                .contains("The AMI to use meanwhile is ami-")
                .contains("aws imagebuilder retry-image");
        assertThat(run("why 222222222222 eu-west-1 --output json")
                        .json()
                        .at("/0/missing")
                        .isBoolean())
                .isTrue();
    }

    @Test
    void tellsThatNothingIsMissing() {
        CommandRun why = run("why 111111111111 us-east-1 golden-linux");

        assertThat(why.status()).isZero();
        assertThat(why.out()).contains("It has an AMI for this account here.");
    }

    @Test
    void reconcilesOnePipelineAndEverything() throws IOException {
        CommandRun one = run("reconcile golden-linux");
        CommandRun everything = run("reconcile --output json");

        assertThat(one.status()).isZero();
        assertThat(one.out()).contains("COMPLETE: 0 builds repaired.").contains("golden-linux");
        assertThat(everything.json().path("outcome").asText()).isEqualTo("COMPLETE");
    }

    @Test
    void plansTheMoveOfARecipeToAnotherVolumeType() {
        CommandRun plan = run("recipe upgrade " + DATABASE + " --from io1 --to io2 --dry-run");

        assertThat(plan.status()).isZero();
        assertThat(plan.lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "golden-database/1.0.0",
                                "PLANNED",
                                "golden-database/1.0.1",
                                "volume 1/ebs/volumeType = io2"))
                .contains("Nothing was changed. The same without --dry-run does it.");
    }

    @Test
    void findsTheRecipesInUse() {
        CommandRun plan = run("recipe upgrade --from io2 --to gp3 --dry-run --output csv");

        assertThat(plan.lines()).hasSize(2);
        assertThat(plan.lines().get(1)).startsWith("golden-linux/1.0.0");
        assertThat(run("recipe upgrade --from st1 --to sc1 --dry-run").out()).contains("No pipeline's newest build");
    }

    @Test
    void showsTargetAccountsInSync() {
        CommandRun plan = run("sync plan everywhere");
        CommandRun status = run("sync status --output csv");

        assertThat(plan.status()).isZero();
        assertThat(plan.out()).contains("everywhere is IN_SYNC (groups prod, sandbox)", "dry run");
        assertThat(status.lines().get(1)).startsWith("everywhere,IN_SYNC,prod sandbox,");
    }

    @Test
    void seedsTheRegistryOnlyAfterwards() {
        CommandRun seed = run("sync seed everywhere --group prod --dry-run");

        assertThat(seed.status()).isZero();
        assertThat(seed.out()).contains("111111111111", "222222222222", "dry run: nothing was written");
    }

    @Test
    void approvesNoPlanThatIsNotOnHold() {
        CommandRun approve = run("sync approve 00000000000000000000000000000000 --reason 'a test'");

        assertThat(approve.status()).isEqualTo(1);
        assertThat(approve.err().lines()).singleElement().asString().contains("00000000000000000000000000000000");
    }

    @Test
    void showsTheRegistry() {
        CommandRun all = run("accounts show --output csv");
        CommandRun one = run("accounts show 111111111111");

        assertThat(all.lines()).anySatisfy(line -> assertThat(line).startsWith("111111111111,"));
        assertThat(one.status()).isZero();
        assertThat(run("accounts show 999999999999").status()).isEqualTo(1);
    }

    @Test
    void plansAnImportOfAccounts() throws IOException {
        CommandRun plan = run("accounts plan");

        assertThat(plan.out()).contains("Plan: ");
        assertThat(run("accounts approve 00000000000000000000000000000000 --reason none")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void promotesABuildAndRefusesAnIncompleteOne() {
        CommandRun tried = run("promote golden-linux/1.0.0/1 dev --reason 'the first' --dry-run");
        assertThat(tried.out()).contains("The channel dev of golden-linux would point at golden-linux/1.0.0/1.");
        assertThat(run("channels golden-linux --output csv").lines()).hasSize(1);

        CommandRun promoted = run("promote golden-linux/1.0.0/1 dev --reason 'the first'");
        CommandRun refused = run("promote golden-linux/1.0.0/2 dev --reason 'too early'");

        assertThat(promoted.status()).isZero();
        assertThat(promoted.out()).contains("The channel dev of golden-linux points at golden-linux/1.0.0/1.");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err().lines()).singleElement();
        assertThat(run("channels golden-linux --output csv").lines().get(1))
                .startsWith("dev,golden-linux/1.0.0/1,AVAILABLE,");
        assertThat(run("latest golden-linux --channel dev --quiet").status()).isZero();
        assertThat(run("coverage golden-linux --channel dev").lines())
                .contains("golden-linux/1.0.0/1 is AVAILABLE: 5 of 5 AMIs");
    }

    @Test
    void examinesTheFleet() throws IOException {
        CommandRun doctor = run("doctor");

        assertThat(doctor.status()).isZero();
        assertThat(doctor.out())
                .contains("OK  reconcile: last full reconcile")
                .contains("NOTE  coverage: golden-linux/1.0.0/2 (FAILED) lacks 1 AMI")
                .contains("NOTE  configurations: not managed, since they have no tag image-fanout:groups: containers")
                .contains("publishing to arn:aws:sns:us-east-1:123456789012:ImageBuilderTopic")
                .contains("UNCHECKED  the rest: a local fleet has no alarms");
        assertThat(run("doctor --output json").json().findValuesAsText("level")).contains("OK", "UNCHECKED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hold golden-linux/1.0.0/1",
                "hold golden-linux --reason x",
                "hold golden-linux/1.0.0/1 --reason ' '",
                "release golden-linux --reason x",
                "release golden-linux/1.0.0/1",
                "why 222222222222",
                "why eu-west-1 222222222222",
                "reconcile image/hand-made",
                "reconcile golden-linux --resume",
                "recipe",
                "recipe upgrade --from io1",
                "recipe upgrade --from io1 --to io9",
                "recipe upgrade --from io1 --to io2 --new-version 1.0.1",
                "recipe upgrade a b --from io1 --to io2 --new-version one",
                "sync",
                "sync plan Everywhere!",
                "sync plan everywhere elsewhere",
                "sync approve 123 --reason x",
                "sync approve 00000000000000000000000000000000",
                "sync seed",
                "accounts",
                "accounts show 1",
                "accounts approve xyz --reason x",
                "promote golden-linux/1.0.0/1",
                "channels image/hand-made",
                "coverage --channel dev",
                "promote golden-linux/1.0.0/1 latest --reason x",
                "doctor everything"
            })
    void refusesInvalidInputInOneLine(String line) {
        CommandRun refused = run(line);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines()).singleElement().asString().startsWith("image-fanout");
    }
}
