package imagefanout.benchmarks.organization;

import imagefanout.benchmarks.organization.AnnouncementCosts.AnnouncementCount;
import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.recording.Tally;
import imagefanout.benchmarks.report.LineChart;
import imagefanout.testing.GoldenImages;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** What an organization pays by the month: each kind of work is counted once, at its size, and multiplied. */
public final class OrganizationCosts {
    private static final int DAYS = 30;
    private static final int HOURS = 24 * DAYS;
    private static final int PAGE = 25;

    /** Every five minutes. */
    private static final int RESUMES = 12 * HOURS;

    /** Lambda's five pollers of a queue, each with a request every 20 seconds. */
    private static final int POLLS = 5 * 3 * 60 * HOURS;

    /** Of a build: its message, two messages from the queue together, and some batches of the table's stream. */
    private static final int INVOCATIONS_OF_A_BUILD = 6;

    private static final double SECONDS_OF_A_QUESTION = 0.05;
    private static final double SECONDS_OF_OTHERS = 1;
    private static final int ALARMS = 25;
    private static final int METRICS = 22;

    /** Of an item in its table and in two indexes, as {@code StraightforwardRecorder} is measured. */
    private static final int WRITE_UNITS_OF_AN_ITEM = 3;

    private static final int SWEPT_PIPELINES = 20;
    private static final int SWEPT_BUILDS = 25;
    private static final double GIGABYTE = 1e9;
    private static final int CENTS = 100;

    private static final List<Price> PRICES = List.of(
            new Price("**dollars**: DynamoDB writes", month -> Prices.WRITE_UNIT * month.sum(Tally::writeUnits)),
            new Price("DynamoDB reads", month -> Prices.READ_UNIT * month.sum(Tally::readUnits)),
            new Price("DynamoDB storage", month -> Prices.GIGABYTE_MONTH * month.gigabytes()),
            new Price("Lambda", Month::lambda),
            new Price("API Gateway", month -> Prices.HTTP_REQUEST * month.of().questionsAMonth()),
            new Price("EventBridge", month -> Prices.EVENT * month.events()),
            new Price(
                    "SQS",
                    month -> Prices.QUEUE_REQUEST * (POLLS + 4.0 * month.of().buildsAMonth())),
            new Price("CloudWatch: alarms and metrics", month -> Prices.ALARM * ALARMS + Prices.METRIC * METRICS));

    private final List<Month> months = new ArrayList<>();

    /** What one row of the table costs in a month. */
    private record Price(String what, ToDoubleFunction<Month> dollars) {}

    /** The work of a month. */
    private record Month(
            OrganizationSize of,
            Tally build,
            AnnouncementCount announced,
            long bytes,
            Tally sync,
            Tally check,
            Tally sweep,
            Tally hourly,
            Tally question) {
        double sum(ToDoubleFunction<Tally> cost) {
            double swept = (double) of.listedBuilds() / (SWEPT_PIPELINES * SWEPT_BUILDS);
            double pipelines = (double) of.pipelines() / SWEPT_PIPELINES;
            return of.buildsAMonth() * (cost.applyAsDouble(build) + cost.applyAsDouble(announced.tally()))
                    + (HOURS - DAYS) * cost.applyAsDouble(sync)
                    + DAYS * cost.applyAsDouble(check)
                    + DAYS * swept * cost.applyAsDouble(sweep)
                    + HOURS * Math.max(1, pipelines) * cost.applyAsDouble(hourly)
                    + of.questionsAMonth() * cost.applyAsDouble(question);
        }

        long otherInvocations() {
            return (long) of.buildsAMonth() * INVOCATIONS_OF_A_BUILD + RESUMES + 2L * HOURS + DAYS;
        }

        double lambda() {
            double seconds = SECONDS_OF_A_QUESTION * of.questionsAMonth() + SECONDS_OF_OTHERS * otherInvocations();
            return Prices.INVOCATION * (of.questionsAMonth() + otherInvocations()) + Prices.GIGABYTE_SECOND * seconds;
        }

        double gigabytes() {
            return bytes * (double) of.listedBuilds() / GIGABYTE;
        }

        double events() {
            return (double) of.buildsAMonth() * announced.events();
        }
    }

    /** Counts the work of each size. */
    public static OrganizationCosts count() {
        return count(OrganizationSize.SIZES);
    }

    static OrganizationCosts count(List<OrganizationSize> sizes) {
        OrganizationCosts costs = new OrganizationCosts();
        sizes.forEach(costs::count);
        return costs;
    }

    private void count(OrganizationSize of) {
        Tally build = FinishedBuildCosts.tally(of.shape(), 1);
        try (OrganizationFleet synced = SyncCosts.synced(of.pipelines(), of.shape());
                OrganizationFleet swept = OrganizationFleet.start(
                        ImageBuilderSeed.pipelines(SWEPT_PIPELINES, new MeasuredBuild(1, 1), SWEPT_BUILDS));
                OrganizationFleet asked = OrganizationFleet.withoutImageBuilder()) {
            swept.reconcilePipeline(Map.of());
            swept.reconcilePipeline(Map.of("changed", true));
            asked.record(OrganizationFleet.golden(1, of.shape()));
            Map<String, String> pipeline = Map.of("pipeline", GoldenImages.PIPELINE.name());
            Map<String, String> place = Map.of(
                    "region", "us-east-1", "account", of.shape().accountIds().get(1));
            asked.get("/v1/pipelines/{pipeline}/latest", pipeline, place);
            months.add(new Month(
                    of,
                    build,
                    AnnouncementCosts.announce(of.shape()),
                    asked.bytes(""),
                    OrganizationFleet.count(() -> synced.syncDistributions(SyncCosts.SCHEDULED)),
                    OrganizationFleet.count(() -> synced.syncDistributions(Map.of())),
                    OrganizationFleet.count(() -> swept.reconcilePipeline(Map.of())),
                    OrganizationFleet.count(() -> swept.reconcilePipeline(Map.of("changed", true))),
                    OrganizationFleet.count(() -> asked.get("/v1/pipelines/{pipeline}/latest", pipeline, place))));
        }
    }

    /** Prints a table in Markdown. */
    public void print(PrintWriter out) {
        out.println();
        out.print("| by the month |");
        months.forEach(month -> out.print(" " + month.of().name() + " |"));
        out.println();
        out.println("|---".repeat(months.size() + 1) + "|");
        row(out, "pipelines, managed configurations", "%,.0f", month -> month.of()
                .pipelines());
        row(out, "builds", "%,.0f", month -> month.of().buildsAMonth());
        row(out, "AMIs of a build", "%,.0f", month -> month.of().shape().amis());
        row(out, "builds that Image Builder keeps", "%,.0f", month -> month.of().listedBuilds());
        row(out, "calls of `latest`", "%,.0f", month -> month.of().questionsAMonth());
        row(out, "**counted**: calls of Image Builder", "%,.0f", month -> month.sum(Tally::calls));
        row(out, "requests to DynamoDB", "%,.0f", month -> month.sum(Tally::requests));
        row(out, "write units", "%,.0f", month -> month.sum(Tally::writeUnits));
        row(out, "read units", "%,.0f", month -> month.sum(Tally::readUnits));
        row(out, "GB in the catalog", "%,.2f", Month::gigabytes);
        row(out, "events on the bus", "%,.0f", Month::events);
        PRICES.forEach(price -> row(out, price.what(), "%,.2f", price.dollars()));
        row(out, "**all**", "**%,.2f**", OrganizationCosts::dollars);
        row(out, "*alternatives*: one SSM parameter for each AMI: calls", "%,.0f", month -> month.of()
                .amisAMonth());
        row(out, "dollars, with higher throughput", "%,.2f", OrganizationCosts::parameters);
        row(out, "one item for each AMI, two indexes: write units", "%,.0f", OrganizationCosts::itemUnits);
        row(out, "dollars", "%,.2f", month -> Prices.WRITE_UNIT * itemUnits(month));
        row(out, "a script that reads every build each night: calls", "%,.0f", month -> script(month.of()));
        out.flush();
    }

    private static double dollars(Month month) {
        return PRICES.stream()
                .mapToDouble(price -> price.dollars().applyAsDouble(month))
                .sum();
    }

    private static double parameters(Month month) {
        return Prices.PARAMETER_CALL * month.of().amisAMonth();
    }

    private static double itemUnits(Month month) {
        return (double) WRITE_UNITS_OF_AN_ITEM * month.of().amisAMonth();
    }

    private static double script(OrganizationSize of) {
        return DAYS * (of.listedBuilds() + Math.ceil((double) of.listedBuilds() / PAGE));
    }

    private void row(PrintWriter out, String what, String form, ToDoubleFunction<Month> value) {
        out.print("| " + what + " |");
        months.forEach(month -> out.printf(Locale.ROOT, " " + form + " |", value.applyAsDouble(month)));
        out.println();
    }

    /** Cents for writes, by the AMIs of a month. */
    public String drawWrites() {
        LineChart chart = new LineChart("Cents a month for writes", "AMIs recorded in a month");
        chart.add(
                "the fleet",
                by(OrganizationSize::amisAMonth, month -> CENTS * Prices.WRITE_UNIT * month.sum(Tally::writeUnits)));
        chart.add(
                "one item for each AMI",
                by(OrganizationSize::amisAMonth, month -> CENTS * Prices.WRITE_UNIT * itemUnits(month)));
        chart.add(
                "one SSM parameter for each AMI", by(OrganizationSize::amisAMonth, month -> CENTS * parameters(month)));
        return chart.draw();
    }

    /** Calls of Image Builder, by the builds that it keeps. */
    public String drawCalls() {
        LineChart chart = new LineChart("Calls of Image Builder a month", "builds that Image Builder keeps");
        chart.add("the fleet", by(OrganizationSize::listedBuilds, month -> month.sum(Tally::calls)));
        chart.add(
                "a script that reads all each night", by(OrganizationSize::listedBuilds, month -> script(month.of())));
        return chart.draw();
    }

    private SortedMap<Integer, Double> by(ToIntFunction<OrganizationSize> size, ToDoubleFunction<Month> value) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        months.forEach(month -> values.put(size.applyAsInt(month.of()), value.applyAsDouble(month)));
        return values;
    }
}
