package emulators.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private final SocketlessClient client = new SocketlessClient(EmulatorOptions::withSchedules);

    private static String schedule(String expression, String more) {
        return ",'schedule':{'scheduleExpression':'" + expression + "'" + more + "}";
    }

    private static String always(String expression) {
        return schedule(expression, ",'pipelineExecutionStartCondition':'EXPRESSION_MATCH_ONLY'");
    }

    private JsonNode builds(String pipeline) {
        return client.call("ListImagePipelineImages", "{'imagePipelineArn':'" + pipeline + "'}")
                .get("imageSummaryList");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(30 * * * ? *)         | 2026-01-01T12:30:00",
                "cron(0 12 * * ? *)         | 2026-01-02T12:00:00",
                "cron(0/20 13 * * ? *)      | 2026-01-01T13:00:00",
                "cron(0 6 ? * mon-fri *)    | 2026-01-02T06:00:00",
                "cron(0 6 ? * 1,7 *)        | 2026-01-03T06:00:00",
                "cron(0 6 L * ? *)          | 2026-01-31T06:00:00",
                "cron(0 6 ? feb 6L *)       | 2026-02-27T06:00:00",
                "cron(0 6 ? * TUE#2 *)      | 2026-01-13T06:00:00",
                "cron(0 6 15W 8 ? *)        | 2026-08-14T06:00:00",
                "cron(0 6 29 2 ? *)         | 2028-02-29T06:00:00",
                "cron(0 0 1 1 ? 2030-2032)  | 2030-01-01T00:00:00"
            })
    void showsTheNextRun(String expression, String next) {
        String arn = client.pipeline("golden", schedule(expression, ""));

        assertThat(client.get("GetImagePipeline", "imagePipelineArn", arn)
                        .at("/imagePipeline/dateNextRun")
                        .asText())
                .startsWith(next);
    }

    @Test
    void takesTheTimeZoneOfTheSchedule() {
        String arn = client.pipeline("golden", schedule("cron(0 6 * * ? *)", ",'timezone':'Asia/Tokyo'"));

        assertThat(client.get("GetImagePipeline", "imagePipelineArn", arn)
                        .at("/imagePipeline/dateNextRun")
                        .asText())
                .startsWith("2026-01-01T21:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every day",
                "rate(1 day)",
                "cron(0 6 * * ?)",
                "cron(60 6 * * ? *)",
                "cron(0 6 * 13 ? *)",
                "cron(0 6 * * ? 1969)",
                "cron(0 9-5 * * ? *)",
                "cron(0 6 * * fool *)",
                "cron(0 6 * * ? */0)"
            })
    void refusesOtherExpressions(String expression) {
        assertThat(client.error(
                        "CreateImagePipeline",
                        "{'name':'golden','imageRecipeArn':'" + client.recipe("golden", client.component("golden"))
                                + "','infrastructureConfigurationArn':'" + client.infrastructure("golden") + "'"
                                + schedule(expression, "") + "}"))
                .isEqualTo("InvalidParameterValueException");
    }

    @Test
    void startsABuildAtEachMatch() {
        String arn = client.pipeline("golden", always("cron(0 6 * * ? *)"));

        client.clock().advance(Duration.ofDays(3));

        assertThat(builds(arn))
                .hasSize(3)
                .allMatch(build -> build.get("buildType").asText().equals("SCHEDULED"))
                .extracting(build -> build.get("dateCreated").asText().substring(0, 13))
                .containsExactly("2026-01-04T06", "2026-01-03T06", "2026-01-02T06");
    }

    @Test
    void startsNoBuildOfADisabledOrDeletedPipeline() {
        String disabled = client.pipeline("disabled", always("cron(0 6 * * ? *)") + ",'status':'DISABLED'");
        String deleted = client.pipeline("deleted", always("cron(0 6 * * ? *)"));
        client.delete("DeleteImagePipeline", "imagePipelineArn", deleted);

        client.clock().advance(Duration.ofDays(3));

        assertThat(builds(disabled)).isEmpty();
        assertThat(client.call("ListImages", "{}").get("imageVersionList")).isEmpty();
    }

    @Test
    void buildsOnceWhenTheScheduleWaitsForUpdates() {
        String arn = client.pipeline("golden", schedule("cron(0 6 * * ? *)", ""));

        client.clock().advance(Duration.ofDays(3));

        assertThat(builds(arn)).hasSize(1);
    }

    @Test
    void disablesAPipelineWhoseBuildsFail() {
        client.control("POST", "faults", "{'kind':'BUILD_FAILS'}");
        String arn = client.pipeline(
                "golden",
                schedule(
                        "cron(0 6 * * ? *)",
                        ",'pipelineExecutionStartCondition':'EXPRESSION_MATCH_ONLY','autoDisablePolicy':{'failureCount':2}"));

        client.clock().advance(Duration.ofDays(5));

        assertThat(builds(arn)).hasSize(2);
        assertThat(client.get("GetImagePipeline", "imagePipelineArn", arn)
                        .at("/imagePipeline/status")
                        .asText())
                .isEqualTo("DISABLED");
    }
}
