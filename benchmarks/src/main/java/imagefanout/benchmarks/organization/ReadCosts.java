package imagefanout.benchmarks.organization;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.recording.Tally;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The requests that answers of query-images take, over many pipelines, many builds and many AMIs. */
public final class ReadCosts {
    private static final String ARN = "arn:aws:imagebuilder:us-east-1:123456789012:";
    private static final int BUILDS_OF_A_PIPELINE = 10;
    private static final int FAILS_ONE_IN = 10;

    private ReadCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int pipelines : List.of(50, 150, 500)) {
            rows.add(dashboard(pipelines));
        }
        for (int pipelines : List.of(5, 20, 50)) {
            rows.add(account(pipelines));
        }
        for (int builds : List.of(26, 260, 1_040)) {
            rows.add(latestOfARegionWithoutAnImage(builds));
        }
        for (int accounts : List.of(15, 150, 1_500)) {
            rows.add(amisOfABuild(new MeasuredBuild(20, accounts)));
        }
        return rows;
    }

    static GoalRow dashboard(int pipelines) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            for (int pipeline = 0; pipeline < pipelines; pipeline++) {
                fleet.record(build(pipeline, 1));
                fleet.record(
                        pipeline % FAILS_ONE_IN == 0 ? build(pipeline, 2).in(ImageState.FAILED) : build(pipeline, 2));
            }
            int requests = OrganizationFleet.count(() -> readAll(fleet, "/v1/pipelines", Map.of(), 100))
                    .requests();
            return new GoalRow("dashboard, all pages: requests", of(pipelines, "pipelines"), requests, 20);
        }
    }

    static GoalRow account(int pipelines) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            for (int pipeline = 0; pipeline < pipelines; pipeline++) {
                for (int build = 1; build <= BUILDS_OF_A_PIPELINE; build++) {
                    fleet.record(build(pipeline, build));
                }
            }
            Map<String, String> account = Map.of("accountId", GoldenImages.PROD.value());
            int requests = OrganizationFleet.count(() -> readAll(fleet, "/v1/accounts/{accountId}/amis", account, 50))
                    .requests();
            return new GoalRow("AMIs of an account: requests", of(pipelines, "pipelines of 10 builds"), requests, 10);
        }
    }

    static GoalRow latestOfARegionWithoutAnImage(int builds) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            for (int build = 1; build <= builds; build++) {
                fleet.record(build(0, build));
            }
            fleet.get("/v1/pipelines", Map.of(), Map.of()); // from now on the last reconcile is remembered
            Map<String, String> place = Map.of("region", "eu-west-9", "account", GoldenImages.PROD.value());
            Tally tally = OrganizationFleet.count(() -> fleet.miss(
                    "/v1/pipelines/{pipeline}/latest",
                    Map.of("pipeline", pipeline(0).name()),
                    place));
            return new GoalRow(
                    "latest of a Region that never got an image: requests", of(builds, "builds"), tally.requests(), 5);
        }
    }

    static GoalRow amisOfABuild(MeasuredBuild build) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            GoldenImages image = OrganizationFleet.golden(1, build);
            fleet.record(image);
            ImageBuildArn arn = image.arn();
            Map<String, String> path = Map.of(
                    "name",
                    arn.name(),
                    "version",
                    arn.version().toString(),
                    "build",
                    arn.build().toString());
            Tally tally = OrganizationFleet.count(
                    () -> readAll(fleet, "/v1/images/{name}/{version}/{build}/amis", path, 1_000));
            return new GoalRow(
                    "all AMIs of a build: reads of a Region's row, at most",
                    of(build.amis(), "AMIs, pages of 1,000"),
                    tally.mostReads("BUILD#" + arn + "#"),
                    1);
        }
    }

    private static void readAll(OrganizationFleet fleet, String route, Map<String, String> path, int limit) {
        Map<String, String> parameters = new HashMap<>(Map.of("limit", Integer.toString(limit)));
        JsonNode next;
        do {
            next = fleet.get(route, path, parameters).path("nextCursor");
            parameters.put("cursor", next.asText());
        } while (next.isTextual());
    }

    private static String of(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s", number, what);
    }

    private static GoldenImages build(int pipeline, int number) {
        ImageBuildArn arn =
                ImageBuildArn.parse(ARN + "image/" + pipeline(pipeline).name() + "/1.0.0/" + number);
        return GoldenImages.build(number).named(arn).of(pipeline(pipeline)).to(GoldenImages.US, GoldenImages.PROD);
    }

    private static PipelineArn pipeline(int number) {
        return PipelineArn.parse(ARN + String.format(Locale.ROOT, "image-pipeline/p%04d", number));
    }
}
